package oddboard.image;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Makes an image smaller while it is read from top to bottom: each square block of pixels becomes one. */
final class BlockReduction {
    private final int step;
    private final int width;
    private final int height;
    private int channels;
    private byte @Nullable [] data;
    private int row;

    BlockReduction(int width, int height, int step) {
        this.step = step;
        this.width = (width + step - 1) / step;
        this.height = (height + step - 1) / step;
    }

    /** @param strip of the image's width, below those before it; a multiple of the step high where it isn't the last */
    void add(RasterImage strip) {
        if (data == null) {
            channels = strip.channels();
            data = new byte[width * height * channels];
        }
        var sums = new long[width * channels];
        for (int top = 0; top < strip.height(); top += step, row++) {
            Arrays.fill(sums, 0);
            int rows = Math.min(step, strip.height() - top);
            for (int y = top; y < top + rows; y++) {
                addRow(strip, y, sums);
            }
            for (int i = 0; i < sums.length; i++) {
                int columns = Math.min(step, strip.width() - i / channels * step);
                long all = (long) rows * columns;
                data[row * sums.length + i] = (byte) ((sums[i] + all / 2) / all);
            }
        }
    }

    private void addRow(RasterImage strip, int y, long[] sums) {
        int at = y * strip.width() * channels;
        for (int x = 0; x < strip.width(); x++) {
            int to = x / step * channels;
            for (int c = 0; c < channels; c++) {
                sums[to + c] += strip.data()[at++] & 0xff;
            }
        }
    }

    RasterImage result() {
        if (data == null) {
            throw new IllegalStateException("no strip was added");
        }
        return new RasterImage(width, height, channels, data);
    }
}
