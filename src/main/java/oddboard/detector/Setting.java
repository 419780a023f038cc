package oddboard.detector;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Description of one setting of a detector: the form in the browser and the API's validation both come from it.
 *
 * @param name field name, as the API fixes it ({@code epochs}, {@code batchSize}, ...)
 * @param defaultValue Integer, Double, Boolean, String or List of Integer by {@code type}
 * @param min smallest value allowed (each element of INTEGERS), inclusive; null where there is no limit
 * @param max largest value allowed, inclusive
 * @param choices the values allowed for CHOICE, else empty
 * @param help one sentence for the user
 * @param later whether a later version added it: where it has its default it is left out of what is stored, so that workers
 *     of an earlier version can do the run, and checkpoints of an earlier version still fit
 */
public record Setting(
        String name,
        Type type,
        Object defaultValue,
        @Nullable Double min,
        @Nullable Double max,
        List<String> choices,
        String help,
        boolean later) {

    public Setting(
            String name,
            Type type,
            Object defaultValue,
            @Nullable Double min,
            @Nullable Double max,
            List<String> choices,
            String help) {
        this(name, type, defaultValue, min, max, choices, help, false);
    }

    /** The same setting, as one that a later version added. */
    public Setting asLater() {
        return new Setting(name, type, defaultValue, min, max, choices, help, true);
    }

    /** Kind of value; INTEGERS is a list such as {@code 128,64,12,3}. */
    public enum Type {
        INTEGER,
        NUMBER,
        BOOLEAN,
        CHOICE,
        INTEGERS,
        /** See {@link BackboneName}. */
        BACKBONE
    }
}
