package oddboard.api;

import java.util.List;
import java.util.function.Function;
import oddboard.dataset.InputException;
import org.jspecify.annotations.Nullable;

/** Where a page starts and how long it is, as {@code ?limit=&cursor=} say. */
record Cursor(int limit, long start) {
    static final int MOST = 1000;

    /** @throws InputException where either can't be read */
    static Cursor of(@Nullable Integer limit, @Nullable String cursor, int usualLimit, long usualStart) {
        int length = limit == null ? usualLimit : limit;
        if (length < 1 || length > Math.max(MOST, usualLimit)) {
            throw new InputException("LIMIT_OUT_OF_RANGE", "", "limit",
                    "\"limit\" must lie between 1 and " + Math.max(MOST, usualLimit) + ", not " + length + ".");
        }
        try {
            return new Cursor(length, cursor == null ? usualStart : Long.parseUnsignedLong(cursor, 36));
        } catch (NumberFormatException e) {
            throw new InputException("CURSOR_UNKNOWN", "", "cursor", "\"cursor\" must be the \"next\" of the page before.");
        }
    }

    static String write(long position) {
        return Long.toUnsignedString(position, 36);
    }

    /** The page of a list that is whole in memory; the cursor counts its elements. */
    <T, R> Page<R> of(List<T> list, Function<T, R> response) {
        int from = (int) Math.clamp(start, 0, list.size());
        int to = (int) Math.min((long) from + limit, list.size());
        return new Page<>(list.subList(from, to).stream().map(response).toList(), to < list.size() ? write(to) : null);
    }
}
