package oddboard.detector.part;

/**
 * The share of the learning rate that an update has: it rises evenly up to 1.
 *
 * @param updates that have less than the whole; 0 = none
 * @param batches of an epoch
 */
record WarmUp(int updates, int batches) {
    double share(MicroBatch microBatch) {
        long update = (long) microBatch.epoch() * batches + microBatch.batch() + 1;
        return Math.min(1, update / (updates + 1.0));
    }
}
