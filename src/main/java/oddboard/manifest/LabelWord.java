package oddboard.manifest;

import java.util.Locale;
import oddboard.common.PlainText;
import oddboard.dataset.ImageLabel;
import oddboard.label.LabelWords;

/**
 * A label as a list of images has it.
 *
 * @param type of the anomaly; "" where there is none or it has no name
 */
record LabelWord(ImageLabel label, String type) {
    static final LabelWord NONE = new LabelWord(ImageLabel.UNLABELED, "");
    static final LabelWord NORMAL = new LabelWord(ImageLabel.NORMAL, "");

    /** Every word that says neither normal nor anomalous is a type of anomaly. */
    static LabelWord of(String word) {
        if (LabelWords.isNormal(word)) {
            return NORMAL;
        }
        if (LabelWords.isAnomalous(word)) {
            return new LabelWord(ImageLabel.ANOMALOUS, "");
        }
        var plain = word.strip();
        return switch (plain.toLowerCase(Locale.ROOT)) {
            case "", "?", "unlabeled", "unlabelled", "unknown", "none", "null", "nan" -> NONE;
            case "0", "0.0", "false" -> NORMAL;
            case "1", "1.0", "true" -> new LabelWord(ImageLabel.ANOMALOUS, "");
            default -> new LabelWord(ImageLabel.ANOMALOUS, PlainText.spaced(plain));
        };
    }
}
