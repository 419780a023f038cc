package oddboard.training;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;
import oddboard.detector.ImageShape;
import oddboard.detector.ImageSource;
import oddboard.detector.Settings;
import oddboard.run.RunRow;

/**
 * Some images of a source.
 *
 * @param images their places in {@code all}, ascending
 */
record ChosenImages(ImageSource all, int[] images) implements ImageSource {

    /** Training images that the run's settings keep out of training; spread evenly, and the same for every seed. */
    static ChosenImages heldOut(ImageSource train, RunRow run) {
        double share = share(run);
        return new ChosenImages(
                train,
                IntStream.range(0, train.count())
                        .filter(i -> isHeldOut(i, share))
                        .toArray());
    }

    /** The other training images. */
    static ChosenImages trained(ImageSource train, RunRow run) {
        double share = share(run);
        return new ChosenImages(
                train,
                IntStream.range(0, train.count())
                        .filter(i -> !isHeldOut(i, share))
                        .toArray());
    }

    private static double share(RunRow run) {
        return run.setup().settings().get(Settings.CALIBRATION_SHARE) instanceof Number share ? share.doubleValue() : 0;
    }

    private static boolean isHeldOut(int image, double share) {
        return Math.floor((image + 1) * share) > Math.floor(image * share);
    }

    /** So many of these, spread evenly over all; all where there are no more. */
    ChosenImages atMost(int most) {
        int count = Math.min(most, images.length);
        return new ChosenImages(
                all,
                IntStream.range(0, count)
                        .map(i -> images[(int) ((long) i * images.length / count)])
                        .toArray());
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

    Integer[] places() {
        return Arrays.stream(images).boxed().toArray(Integer[]::new);
    }
}
