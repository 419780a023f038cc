package oddboard.detector.part;

import java.util.ArrayList;
import java.util.List;
import oddboard.detector.Setting;
import oddboard.detector.Setting.Type;
import oddboard.detector.Settings;

/** The settings that every detector has, around those of its own. */
public final class CommonSettings {
    /** Whoever trains a model keeps these images from it. */
    public static final Setting CALIBRATION_SHARE = number(
            Settings.CALIBRATION_SHARE,
            0.0,
            0,
            0.5,
            "Share of the training images kept out of training, so that thresholds can be calibrated on them.");

    private CommonSettings() {}

    /**
     * @param smallestBatch 2 where BatchNorm needs a variance, and the whole batch at once
     */
    public record Defaults(
            int epochs, int batchSize, int smallestBatch, String optimizer, String checkpoint, int seed) {
        /** @param own what this detector alone has */
        public List<Setting> with(Setting... own) {
            List<Setting> all = new ArrayList<>(List.of(
                    integer("epochs", epochs, 1, 10_000, "How often training sees every image."),
                    integer(
                            "batchSize",
                            batchSize,
                            smallestBatch,
                            smallestBatch == 1 ? 16_384 : 4096,
                            "Images for one update of the weights."),
                    number("learningRate", 1e-3, 1e-8, 1e6, "Size of an update; 0.001 is a good start."),
                    choice(
                            "optimizer",
                            optimizer,
                            List.of("adam", "adamw"),
                            "Adam, or AdamW, which pulls weights towards zero as well."),
                    number(
                            "weightDecay",
                            0.01,
                            0,
                            1,
                            "How strongly AdamW pulls weights towards zero; Adam does not.")));
            all.addAll(List.of(own));
            all.addAll(List.of(
                    number("crop", 1.0, 0.25, 1, "Share of the image's edge kept around its center, resized back."),
                    number(
                            "noise",
                            0.0,
                            0,
                            2,
                            "Standard deviation of noise added while training, pixels being -1 to 1."),
                    choice(
                            "checkpoint",
                            checkpoint,
                            List.of("best", "last"),
                            "Weights to score with: of the epoch with the lowest loss (the validation loss where there is"
                                    + " one), or of the last one."),
                    choice(
                            "precision",
                            "float32",
                            List.of("float32", "bfloat16"),
                            "Numbers in which layers multiply; "
                                    + "bfloat16 is faster on a GPU that has it and less exact, and slower on a CPU."),
                    CALIBRATION_SHARE,
                    integer("seed", seed, 0, Integer.MAX_VALUE, "The same seed gives the same result."),
                    flag(
                                    "autoBatchSize",
                                    false,
                                    "Makes batches smaller where needed: at most an eighth of the training images.")
                            .asLater(),
                    number(
                                    Settings.VALIDATION_SHARE,
                                    0.0,
                                    0,
                                    0.5,
                                    "Share of the training images kept out of training; their reconstruction error after"
                                            + " each epoch is the validation loss.")
                            .asLater(),
                    integer(
                                    "patience",
                                    0,
                                    0,
                                    1000,
                                    "Training ends early once the loss (the validation loss where there is one) has not"
                                            + " fallen for so many epochs; 0 = never.")
                            .asLater(),
                    choice(
                                    "mirror",
                                    "none",
                                    List.of("none", "left-right", "up-down", "both"),
                                    "Mirrors half of the training images, drawn anew in each epoch; only where a mirrored"
                                            + " image is normal, too.")
                            .asLater(),
                    integer(
                                    "shift",
                                    0,
                                    0,
                                    16,
                                    "Training images are moved by up to so many pixels in each direction, drawn anew in each"
                                            + " epoch.")
                            .asLater(),
                    number(
                                    "brightness",
                                    0.0,
                                    0,
                                    0.5,
                                    "Training images are made brighter or darker by up to this share, drawn anew in each"
                                            + " epoch.")
                            .asLater(),
                    integer(
                                    "warmUp",
                                    0,
                                    0,
                                    100_000,
                                    "So many updates of the weights at the beginning are smaller: their learning rate rises"
                                            + " evenly up to learningRate.")
                            .asLater(),
                    choice(
                                    "score",
                                    "error",
                                    List.of("error", "normalized"),
                                    "An image's score: its whole error, or its worst 5 x 5 pixels, each pixel's error"
                                            + " divided by its usual one on validation images (training images where there"
                                            + " are none).")
                            .asLater()));
            return List.copyOf(all);
        }
    }

    /**
     * Images for one update.
     *
     * @param images in the training split
     * @param smallest 2 where BatchNorm needs a variance
     */
    static int batchSize(Settings settings, int images, int smallest) {
        int wanted = settings.integer("batchSize");
        return settings.flag("autoBatchSize")
                ? Math.max(Math.min(smallest, wanted), Math.min(wanted, images / 8))
                : wanted;
    }

    public static Setting integer(String name, int value, int min, int max, String help) {
        return new Setting(name, Type.INTEGER, value, (double) min, (double) max, List.of(), help);
    }

    public static Setting number(String name, double value, double min, double max, String help) {
        return new Setting(name, Type.NUMBER, value, min, max, List.of(), help);
    }

    public static Setting choice(String name, String value, List<String> choices, String help) {
        return new Setting(name, Type.CHOICE, value, null, null, choices, help);
    }

    public static Setting flag(String name, boolean value, String help) {
        return new Setting(name, Type.BOOLEAN, value, null, null, List.of(), help);
    }

    public static Setting widths(List<Integer> value, String help) {
        return new Setting("widths", Type.INTEGERS, value, 1.0, 8192.0, List.of(), help);
    }
}
