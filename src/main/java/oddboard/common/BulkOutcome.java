package oddboard.common;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What became of many things to which the same was done, each by itself: one that can't be changed keeps none of the others.
 *
 * @param done how many were changed
 * @param left how many were not, by the reason in words
 */
public record BulkOutcome(int done, Map<String, Integer> left) {
    /** More than a page is a mistake. */
    public static final int MAX = 1_000;

    /** @param work returns "" where it is done, else why not */
    public static <T> BulkOutcome of(Collection<T> things, Function<T, String> work) {
        int done = 0;
        var left = new LinkedHashMap<String, Integer>();
        for (T thing : things.stream().limit(MAX).toList()) {
            var reason = work.apply(thing);
            if (reason.isEmpty()) {
                done++;
            } else {
                left.merge(reason, 1, Integer::sum);
            }
        }
        return new BulkOutcome(done, left);
    }
}
