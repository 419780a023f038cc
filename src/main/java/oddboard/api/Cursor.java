package oddboard.api;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import oddboard.common.InputException;
import org.jspecify.annotations.Nullable;

/**
 * Where a page starts and how long it is, as {@code ?limit=&cursor=} say: after the item whose key the cursor holds. What
 * is added or removed between two pages shifts nothing, so that every item comes once.
 *
 * @param after key of the last item of the page before; null on the first page
 */
public record Cursor(int limit, @Nullable String after) {
    public static final int MAX = 1000;
    private static final int DEFAULT = 100;
    /** Marks what is inside, so that any text that happens to decode is not taken for a cursor. */
    private static final char MARK = '~';

    /** A page of 100 items unless another length is requested. */
    public static Cursor of(@Nullable Integer limit, @Nullable String cursor) {
        return of(limit, cursor, DEFAULT);
    }

    /** @throws InputException where either can't be read */
    public static Cursor of(@Nullable Integer limit, @Nullable String cursor, int byDefault) {
        int length = limit == null ? byDefault : limit;
        int most = Math.max(MAX, byDefault);
        if (length < 1 || length > most) {
            throw new InputException(
                    "LIMIT_OUT_OF_RANGE",
                    "",
                    "limit",
                    "\"limit\" must lie between 1 and " + most + ", not " + length + ".");
        }
        return new Cursor(length, cursor == null ? null : read(cursor));
    }

    private static String read(String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (text.length() > 1 && text.charAt(0) == MARK) {
                return text.substring(1);
            }
        } catch (IllegalArgumentException notOurs) {
            throw unknown();
        }
        throw unknown();
    }

    public static InputException unknown() {
        return new InputException(
                "CURSOR_UNKNOWN", "", "cursor", "\"cursor\" must be the \"next\" of the page before.");
    }

    private static String write(Object key) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((MARK + key.toString()).getBytes(StandardCharsets.UTF_8));
    }

    /** The key as a number, for lists that the database pages. */
    public long after(long none) {
        try {
            return after == null ? none : Long.parseLong(after);
        } catch (NumberFormatException e) {
            throw unknown();
        }
    }

    /** Of a list whose keys fall, as those of the newest first do. */
    public <T, R> Page<R> descending(List<T> list, ToLongFunction<T> key, Function<T, R> response) {
        long last = after(Long.MAX_VALUE);
        return page(list, one -> key.applyAsLong(one) < last, key::applyAsLong, response);
    }

    /** Of a list whose keys rise. */
    public <T, R> Page<R> ascending(List<T> list, ToLongFunction<T> key, Function<T, R> response) {
        long last = after(Long.MIN_VALUE);
        return page(list, one -> key.applyAsLong(one) > last, key::applyAsLong, response);
    }

    /** Of a list in the order of texts. */
    public <T, R> Page<R> byText(List<T> list, Function<T, String> key, Function<T, R> response) {
        List<T> sorted = list.stream().sorted(Comparator.comparing(key)).toList();
        return page(sorted, one -> after == null || key.apply(one).compareTo(after) > 0, key::apply, response);
    }

    /**
     * Of a list in any order that stays.
     *
     * @param follows whether an item comes after the cursor
     */
    public <T, R> Page<R> page(List<T> list, Predicate<T> follows, Function<T, Object> key, Function<T, R> response) {
        List<T> shown = list.stream().filter(follows).limit(limit + 1L).toList();
        return page(shown, key, response);
    }

    /** Of items that follow the cursor already, one more than the page has where there are more. */
    public <T, R> Page<R> page(List<T> found, Function<T, Object> key, Function<T, R> response) {
        List<T> shown = found.subList(0, Math.min(limit, found.size()));
        return new Page<>(
                shown.stream().map(response).toList(), found.size() > limit ? write(key.apply(shown.getLast())) : null);
    }
}
