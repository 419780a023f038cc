package oddboard.registry;

import java.util.Locale;
import java.util.Optional;

/** Which images a threshold is calibrated on. The names are stored, and are those of the API in lower case. */
public enum CalibrationSplit {
    /** Training images that the run kept out of training for this purpose. */
    HELD_OUT("training images held out of training", ""),
    /** Training images that the run trained on. */
    TRAIN(
            "training images that the model was trained on",
            "This is optimistic: a model scores images that it was trained on lower than new ones, so expect more false"
                    + " alarms. Hold training images out (setting calibrationShare), or calibrate on normal test images."),
    /** Normal test images; of labeled ones that the metrics use. */
    TEST_NORMAL("normal test images", ""),
    /** Labeled test images, normal and anomalous. */
    TEST(
            "labeled test images",
            "This is optimistic: the threshold was chosen on the test labels that it is then judged by.");

    private final String title;
    private final String warning;

    CalibrationSplit(String title, String warning) {
        this.title = title;
        this.warning = warning;
    }

    public String title() {
        return title;
    }

    /** A sentence for the user where the expected false-alarm rate is optimistic; else empty. */
    public String warning() {
        return warning;
    }

    public boolean optimistic() {
        return !warning.isEmpty();
    }

    /** As the API spells it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Empty where the word is none of them. */
    public static Optional<CalibrationSplit> byWord(String word) {
        for (CalibrationSplit split : values()) {
            if (split.word().equals(word)) {
                return Optional.of(split);
            }
        }
        return Optional.empty();
    }
}
