package oddboard.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import oddboard.common.InputException;
import oddboard.dataset.LabelPart;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a request. */
public final class Fields {
    private Fields() {}

    public static <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw new InputException("FIELD_MISSING", "", name, "The field \"" + name + "\" is missing.");
        }
        return value;
    }

    /** An id as JSON text or number; one that can't be an id is one that isn't there. */
    public static long id(String name, @Nullable String value) {
        try {
            return Long.parseLong(required(name, value));
        } catch (NumberFormatException e) {
            throw new InputException(
                    "FIELD_INVALID", "", name, "\"" + name + "\" must be an id, not \"" + value + "\".");
        }
    }

    /** One of the names of an enum, in small letters. */
    public static <E extends Enum<E>> E oneOf(String name, Class<E> type, @Nullable String value, E byDefault) {
        if (value == null) {
            return byDefault;
        }
        return Arrays.stream(type.getEnumConstants())
                .filter(e -> spelled(e).equals(value.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new InputException(
                        "FIELD_INVALID",
                        "",
                        name,
                        "\"" + name + "\" must be one of "
                                + Arrays.stream(type.getEnumConstants())
                                        .map(Fields::spelled)
                                        .collect(Collectors.joining(", "))
                                + ", not \"" + value + "\"."));
    }

    /** {@code all}, {@code public} or {@code private}; null where nothing is said. */
    public static @Nullable LabelPart part(@Nullable String value) {
        return value == null ? null : oneOf("part", LabelPart.class, value, LabelPart.ALL);
    }

    public static String spelled(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
