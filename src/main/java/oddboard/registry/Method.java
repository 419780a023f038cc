package oddboard.registry;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a threshold is found. The names are stored, and are those of the API in lower case. */
public enum Method {
    FALSE_ALARM_BUDGET(
            "False-alarm budget",
            "The lowest threshold at which a new normal image is flagged with at most this probability.",
            new Parameter("budget", 0.01, 1e-6, 0.5, "Share of normal images that may be flagged.")),
    QUANTILE(
            "Quantile",
            "A quantile of the normal images' scores, interpolated.",
            new Parameter("q", 0.99, 0.5, 1, "Share of the normal images below the threshold.")),
    MEAN_PLUS_K_SD(
            "Mean + k standard deviations",
            "Where scores are spread evenly around their mean; long tails make more false alarms.",
            new Parameter("k", 3.0, -10, 100, "Standard deviations above the mean.")),
    SCALED_QUANTILE(
            "Scaled quantile",
            "The median plus a factor times the distance from it to a quantile: a margin above what was seen.",
            new Parameter("q", 0.95, 0.5, 1, "Share of the normal images below the quantile."),
            new Parameter("factor", 1.5, 0, 100, "How far beyond the quantile: 1 = at it.")),
    F1_MAX("Largest F1", "The threshold with the largest F1 on the labeled test images. Optimistic."),
    COST(
            "Lowest cost",
            "The threshold at which missed anomalies and false alarms cost least on the labeled test images. Optimistic.",
            new Parameter("missCost", 10.0, 0, 1e9, "Cost of an anomalous image that passes."),
            new Parameter("falseAlarmCost", 1.0, 0, 1e9, "Cost of a normal image that is flagged."),
            new Parameter(
                    "anomalousShare",
                    null,
                    1e-9,
                    1,
                    "Share of anomalous images in use; empty = as in the test split.")),
    MANUAL(
            "By hand",
            "A raw score that you choose.",
            new Parameter("value", null, -1e300, 1e300, "Raw score from which an image is flagged."));

    /** What every method takes besides. */
    public static final List<Parameter> COMMON = List.of(
            new Parameter(
                    "lookShare",
                    null,
                    1e-6,
                    0.5,
                    "Share of normal images that may be looked at or flagged; empty = no second value."),
            new Parameter(
                    "look", null, -1e300, 1e300, "Raw score from which a person should look; empty = no second value."),
            new Parameter(
                    "scale",
                    null,
                    1e-300,
                    1e300,
                    "Raw scores by which the calibrated score moves; empty = the normal images' standard deviation."));

    /** @param standard value where none is given; null = none */
    public record Parameter(String name, @Nullable Double standard, double min, double max, String help) {}

    private final String title;
    private final String help;
    private final List<Parameter> parameters;

    Method(String title, String help, Parameter... parameters) {
        this.title = title;
        this.help = help;
        this.parameters = List.of(parameters);
    }

    public String title() {
        return title;
    }

    /** One sentence for the user. */
    public String help() {
        return help;
    }

    /** Its own, without {@link #COMMON}. */
    public List<Parameter> parameters() {
        return parameters;
    }

    /** As the API spells it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it looks at the test images' labels, anomalous ones too. */
    public boolean needsLabels() {
        return this == F1_MAX || this == COST;
    }

    /** Empty where the word is none of them. */
    public static Optional<Method> byWord(String word) {
        for (Method method : values()) {
            if (method.word().equals(word)) {
                return Optional.of(method);
            }
        }
        return Optional.empty();
    }
}
