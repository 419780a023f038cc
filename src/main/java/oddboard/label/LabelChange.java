package oddboard.label;

import oddboard.common.InputException;
import oddboard.common.PlainText;
import oddboard.dataset.ImageLabel;
import oddboard.dataset.Labels;

/**
 * A new label of one test image.
 *
 * @param image place among the test images, from 0
 * @param label UNLABELED takes the label away
 * @param type "" where not anomalous or unknown
 */
public record LabelChange(int image, ImageLabel label, String type) {
    private static final int MAX_TYPE_LENGTH = 100;

    public LabelChange {
        type = label == ImageLabel.ANOMALOUS ? PlainText.spaced(type).strip() : "";
        if (type.length() > MAX_TYPE_LENGTH) {
            throw new InputException(
                    "LABEL_VALUE", "", "type", "A type's name has at most " + MAX_TYPE_LENGTH + " characters.");
        }
    }

    public LabelChange(int image, boolean anomalous, String type) {
        this(image, ImageLabel.of(anomalous), type);
    }

    /** "normal", "unlabeled", the type, or "anomalous" where it has none. */
    public String words() {
        return label.words(type);
    }

    /** Whether the image has this label already. */
    boolean isIn(Labels labels) {
        return labels.label(image) == label && labels.type()[image].equals(type);
    }
}
