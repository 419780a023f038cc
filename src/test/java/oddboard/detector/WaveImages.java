package oddboard.detector;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Generated images: soft waves are normal; a checkerboard is not. */
public final class WaveImages implements ImageSource {
    private final byte[][] images;
    private final ImageShape shape;

    private WaveImages(byte[][] images, ImageShape shape) {
        this.images = images;
        this.shape = shape;
    }

    public static WaveImages normal(int count, ImageShape shape, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return new WaveImages(
                IntStream.range(0, count).mapToObj(i -> wave(shape, random)).toArray(byte[][]::new), shape);
    }

    /** One image more at the end. */
    public WaveImages withOutlier() {
        byte[][] more = java.util.Arrays.copyOf(images, images.length + 1);
        more[images.length] = new byte[shape.elements()];
        for (int i = 0; i < shape.elements(); i++) {
            int pixel = i / shape.channels();
            more[images.length][i] = (byte) ((pixel / shape.size() / 3 + pixel % shape.size() / 3) % 2 == 0 ? 0 : 255);
        }
        return new WaveImages(more, shape);
    }

    WaveImages reversed() {
        byte[][] turned = new byte[images.length][];
        for (int i = 0; i < turned.length; i++) {
            turned[i] = images[images.length - 1 - i];
        }
        return new WaveImages(turned, shape);
    }

    WaveImages first(int count) {
        return new WaveImages(java.util.Arrays.copyOf(images, count), shape);
    }

    WaveImages only(int index) {
        return new WaveImages(new byte[][] {images[index]}, shape);
    }

    private static byte[] wave(ImageShape shape, SplittableRandom random) {
        byte[] image = new byte[shape.elements()];
        double phase = random.nextDouble() * 2;
        double depth = 40 + 30 * random.nextDouble();
        for (int i = 0; i < image.length; i++) {
            int pixel = i / shape.channels();
            int row = pixel / shape.size();
            double x = (double) (pixel % shape.size()) / shape.size();
            double y = (double) row / shape.size();
            image[i] = (byte) (128 + depth * Math.sin(3 * x + phase + i % shape.channels()) * Math.cos(2 * y));
        }
        return image;
    }

    @Override
    public int count() {
        return images.length;
    }

    @Override
    public ImageShape shape() {
        return shape;
    }

    @Override
    public void read(int index, ByteBuffer to) {
        to.put(images[index]);
    }
}
