package oddboard.detector.patches;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import oddboard.detector.part.NativeArrays;

/** Cells drawn from all that will be observed, kept as they come by: its memory does not grow with the images. */
final class RowSample {
    private final long[] chosen;
    private final int cells;
    private final NDArray table;

    /**
     * @param most rows to draw; all, where there are no more
     * @param cells of an image
     */
    RowSample(NDManager manager, int most, int images, int cells, int depth, SplittableRandom random) {
        this.cells = cells;
        chosen = drawn((long) images * cells, most, random);
        table = manager.zeros(new Shape(chosen.length, depth));
    }

    private static long[] drawn(long of, int most, SplittableRandom random) {
        if (of <= most) {
            long[] all = new long[(int) of];
            Arrays.setAll(all, i -> i);
            return all;
        }
        Set<Long> drawn = new HashSet<>();
        while (drawn.size() < most) {
            drawn.add(random.nextLong(of));
        }
        return drawn.stream().mapToLong(Long::longValue).sorted().toArray();
    }

    static int rows(int most, int images, int cells) {
        return (int) Math.min(most, (long) images * cells);
    }

    /** Keeps what is drawn of a batch [N, cells, depth], whose first image has this number. */
    void take(NDArray x, int first, NDManager scope) {
        long start = (long) first * cells;
        int from = place(start);
        int to = place(start + x.getShape().get(0) * cells);
        if (from == to) {
            return;
        }
        ByteBuffer numbers = NativeArrays.direct(8L * (to - from));
        for (int i = from; i < to; i++) {
            numbers.putLong(8 * (i - from), chosen[i] - start);
        }
        NDArray which = NativeArrays.over(scope, numbers, new Shape(to - from), DataType.INT64);
        PatchOps.one("put", scope, table, PatchOps.one("rows", scope, x, which), from);
    }

    private int place(long row) {
        int found = Arrays.binarySearch(chosen, row);
        return found < 0 ? -found - 1 : found;
    }

    NDArray table() {
        return table;
    }
}
