package oddboard.training;

import java.nio.ByteBuffer;
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

    /** Training images that the run's settings keep out of training; spread evenly, and the same for every seed. */
    static int[] heldOut(int count, RunRow run) {
        double share = share(run);
        return IntStream.range(0, count).filter(i -> isHeldOut(i, share)).toArray();
    }

    /** The other training images. */
    static int[] trained(int count, RunRow run) {
        double share = share(run);
        return IntStream.range(0, count).filter(i -> !isHeldOut(i, share)).toArray();
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

    private static double share(RunRow run) {
        return run.setup().settings().get(Settings.CALIBRATION_SHARE) instanceof Number share ? share.doubleValue() : 0;
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
