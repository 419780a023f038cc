package oddboard.detector;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/**
 * Normal images, each with a small defect of its own: a rectangle of another of them, as in CutPaste (Li et al. 2021, arXiv
 * 2104.04015). A patch in images at even places, a narrow strip in the others. The same images give the same defects.
 *
 * @param normal at least two
 */
public record SyntheticDefects(ImageSource normal) implements ImageSource {
    private static final int TRIES = 16;
    /** Mean change of its pixels, in levels of 0 to 255, below which a defect is drawn again. */
    private static final int VISIBLE = 12;

    public SyntheticDefects {
        if (normal.count() < 2) {
            throw new IllegalArgumentException("A defect is taken from another image, and there is none.");
        }
    }

    /** Edges in pixels, and the upper left corners of what is copied and of where it is put. */
    private record Cut(int height, int width, int fromY, int fromX, int y, int x) {}

    @Override
    public int count() {
        return normal.count();
    }

    @Override
    public ImageShape shape() {
        return normal.shape();
    }

    @Override
    public void read(int index, ByteBuffer to) {
        // splitmix64, so that the defects can be computed anywhere.
        SplittableRandom random = new SplittableRandom(index);
        byte[] image = pixels(index);
        byte[] other = pixels((index + 1 + below(random, normal.count() - 1)) % normal.count());
        Cut best = null;
        double most = -1;
        for (int i = 0; i < TRIES && most < VISIBLE; i++) {
            Cut cut = draw(random, index);
            double change = change(cut, image, other);
            if (change > most) {
                most = change;
                best = cut;
            }
        }
        if (best != null) {
            paste(best, image, other);
        }
        to.put(image);
    }

    private byte[] pixels(int index) {
        byte[] pixels = new byte[shape().elements()];
        normal.read(index, ByteBuffer.wrap(pixels));
        return pixels;
    }

    /** Patches with edges of 1/16 to 1/4 of the image's; strips of 1/32 to 1/16 by 1/8 to 1/2, lying or standing. */
    private Cut draw(SplittableRandom random, int index) {
        int size = shape().size();
        int height;
        int width;
        if (index % 2 == 0) {
            height = size * (4 + below(random, 13)) / 64;
            width = size * (4 + below(random, 13)) / 64;
        } else {
            int narrow = size * (2 + below(random, 3)) / 64;
            int wide = size * (8 + below(random, 25)) / 64;
            boolean lies = below(random, 2) == 0;
            height = lies ? narrow : wide;
            width = lies ? wide : narrow;
        }
        return new Cut(
                height,
                width,
                below(random, size - height + 1),
                below(random, size - width + 1),
                below(random, size - height + 1),
                below(random, size - width + 1));
    }

    private static int below(SplittableRandom random, int bound) {
        return (int) ((random.nextLong() >>> 33) * bound >>> 31);
    }

    private double change(Cut cut, byte[] image, byte[] other) {
        long sum = 0;
        int row = cut.width * shape().channels();
        for (int y = 0; y < cut.height; y++) {
            int from = at(cut.fromY + y, cut.fromX);
            int to = at(cut.y + y, cut.x);
            for (int i = 0; i < row; i++) {
                sum += Math.abs((image[to + i] & 0xff) - (other[from + i] & 0xff));
            }
        }
        return sum / (double) (row * cut.height);
    }

    private void paste(Cut cut, byte[] image, byte[] other) {
        for (int y = 0; y < cut.height; y++) {
            System.arraycopy(
                    other, at(cut.fromY + y, cut.fromX), image, at(cut.y + y, cut.x), cut.width * shape().channels());
        }
    }

    private int at(int y, int x) {
        return (y * shape().size() + x) * shape().channels();
    }
}
