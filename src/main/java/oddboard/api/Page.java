package oddboard.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One page of a list; {@code next} goes into {@code ?cursor=} for the following one. */
public record Page<T>(List<T> items, @Nullable String next) {

    /** A whole list. */
    public static <T> Page<T> all(List<T> items) {
        return new Page<>(items, null);
    }
}
