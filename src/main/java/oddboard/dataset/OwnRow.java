package oddboard.dataset;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where a version's images of their own size are.
 *
 * @param start byte of each file, then the end of the last one
 * @param fit how the packed squares were made of them
 * @param masks null where there are none
 */
record OwnRow(
        String sha256,
        long[] start,
        int[] width,
        int[] height,
        ModelInput.Fit fit,
        @Nullable Files masks) {
    /** Files one after the other. */
    record Files(String sha256, long[] start) {}

    static long[] longs(Object array) {
        return Arrays.stream((Long[]) array).mapToLong(i -> i).toArray();
    }

    static int[] ints(Object array) {
        return Arrays.stream((Integer[]) array).mapToInt(i -> i).toArray();
    }
}
