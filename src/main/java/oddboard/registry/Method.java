package oddboard.registry;

import java.util.Locale;
import java.util.Optional;

/** How a threshold is found. The names are stored, and are those of the API in lower case. */
public enum Method {
    QUANTILE("Quantile of normal scores"),
    MEAN_PLUS_K_SD("Mean + k standard deviations"),
    SCALED_QUANTILE("Scaled quantile"),
    FALSE_ALARM_BUDGET("False-alarm budget"),
    F1_MAX("Largest F1 on test labels"),
    COST("Lowest cost on test labels"),
    MANUAL("Chosen by hand");

    private final String title;

    Method(String title) {
        this.title = title;
    }

    public String title() {
        return title;
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
