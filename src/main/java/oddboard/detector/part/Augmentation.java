package oddboard.detector.part;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import oddboard.detector.ImageShape;
import oddboard.detector.ImageSource;
import oddboard.detector.Settings;

/**
 * Training images, each changed a little whenever it is seen: mirrored, shifted with its border repeated, made brighter or darker. What is drawn
 * depends on the seed, the epoch and the image alone. For one thread.
 */
final class Augmentation implements ImageSource {
    private final ImageSource images;
    private final boolean leftRight;
    private final boolean upDown;
    private final int shift;
    private final double brightness;
    private final long seed;
    private int epoch;

    Augmentation(ImageSource images, Settings settings) {
        this.images = images;
        String mirror = settings.choice("mirror");
        leftRight = mirror.equals("left-right") || mirror.equals("both");
        upDown = mirror.equals("up-down") || mirror.equals("both");
        shift = settings.integer("shift");
        brightness = settings.number("brightness");
        seed = settings.integer("seed");
    }

    /** Epoch whose images are read from now on, from 0. */
    void epoch(int epoch) {
        this.epoch = epoch;
    }

    @Override
    public int count() {
        return images.count();
    }

    @Override
    public ImageShape shape() {
        return images.shape();
    }

    @Override
    public void read(int index, ByteBuffer to) {
        if (!leftRight && !upDown && shift == 0 && brightness == 0) {
            images.read(index, to);
            return;
        }
        // All is drawn always, so that each setting alone draws what it draws beside others.
        SplittableRandom random = Seeds.random(seed, 2, epoch, index);
        boolean mirrorX = random.nextLong() < 0 && leftRight;
        boolean mirrorY = random.nextLong() < 0 && upDown;
        int right = (int) ((random.nextLong() >>> 33) * (2L * shift + 1) >>> 31) - shift;
        int down = (int) ((random.nextLong() >>> 33) * (2L * shift + 1) >>> 31) - shift;
        double factor = 1 + brightness * (2 * ((random.nextLong() >>> 11) * 0x1p-53) - 1);

        int size = shape().size();
        int channels = shape().channels();
        byte[] from = new byte[shape().elements()];
        images.read(index, ByteBuffer.wrap(from));
        for (int y = 0; y < size; y++) {
            int row = place(y - down, mirrorY, size) * size;
            for (int x = 0; x < size; x++) {
                int pixel = (row + place(x - right, mirrorX, size)) * channels;
                for (int c = 0; c < channels; c++) {
                    to.put((byte) Math.min(255, (int) ((from[pixel + c] & 0xff) * factor + 0.5)));
                }
            }
        }
    }

    private static int place(int at, boolean mirrored, int size) {
        int inside = Math.clamp(at, 0, size - 1);
        return mirrored ? size - 1 - inside : inside;
    }
}
