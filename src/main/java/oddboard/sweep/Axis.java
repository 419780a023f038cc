package oddboard.sweep;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values that a sweep gives to one setting. */
public sealed interface Axis {
    enum Scale {
        LINEAR,
        LOG
    }

    /** These values, as {@link oddboard.detector.Settings#of} takes them; one alone is a fixed value. */
    record Values(List<?> values) implements Axis {
        public Values {
            values = List.copyOf(values);
        }
    }

    /** So many steps from one number to another, both included; whole numbers are rounded, and each is taken once. */
    record Steps(double from, double to, int steps, Scale scale) implements Axis {}

    /** Drawn at random between two numbers, of a random sweep alone; null = the limit in the setting's description. */
    record Draws(@Nullable Double min, @Nullable Double max, Scale scale) implements Axis {}

    static Axis fixed(Object value) {
        return new Values(List.of(value));
    }
}
