package oddboard.detector.part;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts an epoch into batches, and batches into micro-batches. */
final class Schedule {
    private final int count;
    private final int batchSize;
    private final int microBatch;

    /** @param microBatch most images at once; zero where batches may not be split */
    Schedule(int count, int batchSize, int microBatch) {
        this.count = count;
        this.batchSize = Math.min(batchSize, count);
        this.microBatch = microBatch == 0 ? Integer.MAX_VALUE : microBatch;
    }

    /** Micro-batches of a training epoch in an order drawn from the seed; the partial batch at the end is kept. */
    List<MicroBatch> epoch(long seed, int epoch) {
        return cut(Seeds.permutation(count, Seeds.random(seed, epoch)), epoch);
    }

    /** Batches of an epoch. */
    int batches() {
        int whole = (count + batchSize - 1) / batchSize;
        return isLoneLast() ? whole - 1 : whole;
    }

    // BatchNorm has no variance over a single image: a lone last one joins the batch before it.
    private boolean isLoneLast() {
        return microBatch == Integer.MAX_VALUE && count > batchSize && count % batchSize == 1;
    }

    int maxMicroBatch() {
        // a batch that may not be split can take in one image more
        return microBatch == Integer.MAX_VALUE ? batchSize + 1 : Math.min(microBatch, batchSize);
    }

    private List<MicroBatch> cut(int[] order, int epoch) {
        List<MicroBatch> microBatches = new ArrayList<>();
        int batch = 0;
        for (int from = 0; from < count; batch++) {
            int to = Math.min(count, from + batchSize);
            if (isLoneLast() && count - to == 1) {
                to = count;
            }
            for (int start = from; start < to; ) {
                int end = (int) Math.min(to, (long) start + microBatch);
                microBatches.add(new MicroBatch(
                        epoch,
                        batch,
                        Arrays.copyOfRange(order, start, end),
                        start,
                        (end - start) / (double) (to - from),
                        start == from,
                        end == to));
                start = end;
            }
            from = to;
        }
        return microBatches;
    }
}
