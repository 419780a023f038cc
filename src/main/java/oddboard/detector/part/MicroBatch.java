package oddboard.detector.part;

/**
 * Images to be put through a network at once.
 *
 * @param epoch from 0
 * @param batch number within the epoch, from 0
 * @param images indices in the source
 * @param from images of this epoch before this micro-batch
 * @param share part of its batch, 1 where the batch is not split
 * @param first whether a batch begins with it
 * @param last whether a batch ends with it
 */
record MicroBatch(int epoch, int batch, int[] images, int from, double share, boolean first, boolean last) {}
