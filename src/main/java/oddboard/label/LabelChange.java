package oddboard.label;

import oddboard.common.InputException;
import oddboard.dataset.Labels;

/**
 * A new label of one test image.
 *
 * @param image place among the test images, from 0
 * @param type "" where normal or unknown
 */
public record LabelChange(int image, boolean anomalous, String type) {
    private static final int MAX_TYPE_LENGTH = 100;

    public LabelChange {
        type = anomalous ? type.replaceAll("\\p{Cntrl}", " ").strip() : "";
        if (type.length() > MAX_TYPE_LENGTH) {
            throw new InputException(
                    "LABEL_VALUE", "", "type", "A type's name has at most " + MAX_TYPE_LENGTH + " characters.");
        }
    }

    /** Whether the image has this label already. */
    boolean isIn(Labels labels) {
        return labels.anomalous()[image] == anomalous && labels.type()[image].equals(type);
    }
}
