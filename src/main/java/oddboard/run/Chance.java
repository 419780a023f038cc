package oddboard.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import oddboard.detector.Settings;
import org.jspecify.annotations.Nullable;

/** What the 95 % interval of an AUC says of chance, an AUC of 0.5. */
public enum Chance {
    /** The interval lies above 0.5. */
    BETTER(""),
    /** The interval holds 0.5. */
    SAME("no better than chance"),
    /** The interval lies below 0.5. */
    BELOW("below chance");

    /** Fewer updates than these are few. */
    private static final int FEW_UPDATES = 500;

    private static final double WIDE = 0.4;

    private final String words;

    Chance(String words) {
        this.words = words;
    }

    /** BETTER where there is no interval. */
    public static Chance of(@Nullable Double low, @Nullable Double high) {
        if (low == null || high == null || low > 0.5) {
            return BETTER;
        }
        return high < 0.5 ? BELOW : SAME;
    }

    /** "" where it is better. */
    public String words() {
        return words;
    }

    /**
     * What is to be said of a run, each in a sentence; empty where all is well.
     *
     * @param trainImages of its version
     */
    public static List<String> sentences(Run run, int trainImages) {
        var metrics = run.result();
        if (metrics == null) {
            return List.of();
        }
        var sentences = new ArrayList<String>();
        var chance = of(metrics.aurocLow(), metrics.aurocHigh());
        String reason = reason(
                metrics.aurocLow(),
                metrics.aurocHigh(),
                run.setup().settings(),
                run.training().epochs(),
                trainImages);
        if (chance != BETTER) {
            sentences.add("This result is " + chance.words
                    + (chance == SAME
                            ? ": the 95 % interval of its AUC holds 0.5."
                            : ": it ranks anomalous images below normal ones.")
                    + " " + reason);
        }
        if (!metrics.weakTypes().isEmpty()) {
            sentences.add((metrics.weakTypes().size() == 1 ? "One type of anomaly is" : "These types of anomaly are")
                    + " no better told from normal images than by chance, or ranked below them: "
                    + String.join(", ", metrics.weakTypes()) + ".");
        }
        return sentences;
    }

    /**
     * The likely reason, as a sentence; "" where the AUC is better than chance.
     *
     * @param epochs 0 where the detector has none
     */
    public static String reason(
            @Nullable Double low, @Nullable Double high, Map<String, Object> settings, int epochs, int trainImages) {
        var chance = of(low, high);
        if (chance == BETTER || low == null || high == null) {
            return "";
        }
        if (epochs > 0 && settings.get("batchSize") instanceof Number number && trainImages > 0) {
            int trained = trainImages - heldOut(settings, trainImages);
            long batch = Math.max(1, number.longValue());
            long perEpoch = (trained + batch - 1) / batch;
            if (perEpoch == 1 && epochs < FEW_UPDATES) {
                return String.format(
                        Locale.ROOT,
                        "Likely reason: one update per epoch, %,d in all, because a batch of %,d takes all %,d training images"
                                + " at once; a smaller batch size learns more per epoch.",
                        epochs,
                        batch,
                        trained);
            }
            if (perEpoch * epochs < FEW_UPDATES) {
                return String.format(
                        Locale.ROOT,
                        "Likely reason: too few updates, %,d in all; train more epochs or with a smaller batch size.",
                        perEpoch * epochs);
            }
        }
        if (chance == SAME && high - low > WIDE) {
            return "Likely reason: few test images, which leave the interval wide.";
        }
        if (epochs == 0) {
            return "Likely reason: what is abnormal here is not what this detector looks at; try another one.";
        }
        return chance == BELOW
                ? "Likely reason: the detector reconstructs anomalous images better than normal ones, because they are"
                        + " smoother, darker or simpler; try another detector."
                : "Likely reason: the detector reconstructs the defects as well as everything else, or they are too small"
                        + " for this image size; try a narrower code or larger images.";
    }

    /** Training images that the run kept out of training. */
    private static int heldOut(Map<String, Object> settings, int trainImages) {
        int calibration = part(settings, Settings.CALIBRATION_SHARE, trainImages);
        return calibration + part(settings, Settings.VALIDATION_SHARE, trainImages - calibration);
    }

    private static int part(Map<String, Object> settings, String name, int images) {
        return settings.get(name) instanceof Number share ? (int) Math.floor(images * share.doubleValue()) : 0;
    }
}
