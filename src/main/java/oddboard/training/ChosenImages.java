package oddboard.training;

import java.nio.ByteBuffer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import oddboard.dataset.InputFrames;
import oddboard.detector.ImageShape;
import oddboard.detector.ImageSource;
import oddboard.detector.Settings;
import oddboard.run.RunRow;
import org.jspecify.annotations.Nullable;

/**
 * Some images of a source.
 *
 * @param images their places in {@code all}, ascending
 */
record ChosenImages(ImageSource all, int[] images) implements ImageSource {

    /**
     * What a run's settings make of the training images, by place, ascending. Those kept out of training are spread evenly,
     * and the same for every seed.
     *
     * @param trained to train on
     * @param validation whose loss is told after each epoch
     * @param heldOut to calibrate thresholds on
     */
    record Parts(int[] trained, int[] validation, int[] heldOut) {
        static Parts of(int count, RunRow run) {
            double calibration = share(run, Settings.CALIBRATION_SHARE);
            double share = share(run, Settings.VALIDATION_SHARE);
            int[] others = IntStream.range(0, count)
                    .filter(i -> !isHeldOut(i, calibration))
                    .toArray();
            return new Parts(
                    places(others, i -> !isHeldOut(i, share)),
                    places(others, i -> isHeldOut(i, share)),
                    IntStream.range(0, count)
                            .filter(i -> isHeldOut(i, calibration))
                            .toArray());
        }

        /** All that are not trained on, ascending. */
        int[] unseen() {
            return IntStream.concat(IntStream.of(validation), IntStream.of(heldOut))
                    .sorted()
                    .toArray();
        }

        private static int[] places(int[] images, IntPredicate wanted) {
            return IntStream.range(0, images.length)
                    .filter(wanted)
                    .map(i -> images[i])
                    .toArray();
        }
    }

    /** The squares that training images are cut in; the images themselves where {@code tiles} is null. */
    static int[] squares(int[] images, @Nullable InputFrames tiles) {
        return tiles == null
                ? images
                : IntStream.of(images)
                        .flatMap(i -> IntStream.range(tiles.trainStart(i), end(i, tiles)))
                        .toArray();
    }

    private static int end(int image, InputFrames tiles) {
        return image + 1 < tiles.images().trainCount() ? tiles.trainStart(image + 1) : tiles.trainSquares();
    }

    private static double share(RunRow run, String setting) {
        return run.setup().settings().get(setting) instanceof Number share ? share.doubleValue() : 0;
    }

    private static boolean isHeldOut(int image, double share) {
        return Math.floor((image + 1) * share) > Math.floor(image * share);
    }

    /** So many of these, spread evenly over all; all where there are no more. */
    static int[] atMost(int[] images, int most) {
        int count = Math.min(most, images.length);
        return IntStream.range(0, count)
                .map(i -> images[(int) ((long) i * images.length / count)])
                .toArray();
    }

    @Override
    public int count() {
        return images.length;
    }

    @Override
    public ImageShape shape() {
        return all.shape();
    }

    @Override
    public void read(int index, ByteBuffer to) {
        all.read(images[index], to);
    }
}
