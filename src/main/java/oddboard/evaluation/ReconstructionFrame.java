package oddboard.evaluation;

import java.util.Map;

/**
 * Where in an image its run looked: a run with the setting "crop" sees the center square alone, resized to the whole edge.
 * Images are laid back where they belong, so that an error map lines up with the image.
 *
 * @param size edge of the images in pixels
 * @param channels 1 or 3
 * @param keep edge of the center square in pixels, 1 to size
 */
public record ReconstructionFrame(int size, int channels, int keep) {

    /** @param settings of the run */
    public static ReconstructionFrame of(int size, int channels, Map<String, Object> settings) {
        double crop = settings.get("crop") instanceof Number number ? number.doubleValue() : 1;
        return new ReconstructionFrame(size, channels, (int) Math.clamp(Math.round(crop * size), 1, size));
    }

    /** First column and row of the square. */
    public int start() {
        return (size - keep) / 2;
    }

    public boolean isWhole() {
        return keep == size;
    }

    /** What the detector was given of an image: uint8 HWC, as the image is; bilinear, as the engine resizes. */
    public byte[] seen(byte[] image) {
        if (isWhole()) {
            return image;
        }
        var seen = new byte[image.length];
        double step = (double) keep / size;
        for (int y = 0; y < size; y++) {
            double fromY = Math.max(0, (y + 0.5) * step - 0.5);
            for (int x = 0; x < size; x++) {
                double fromX = Math.max(0, (x + 0.5) * step - 0.5);
                for (int c = 0; c < channels; c++) {
                    seen[(y * size + x) * channels + c] = (byte) Math.round(between(image, fromX, fromY, c));
                }
            }
        }
        return seen;
    }

    private double between(byte[] image, double x, double y, int channel) {
        int left = (int) x;
        int top = (int) y;
        double right = at(image, left + 1, top, channel) * (x - left) + at(image, left, top, channel) * (1 - x + left);
        double below =
                at(image, left + 1, top + 1, channel) * (x - left) + at(image, left, top + 1, channel) * (1 - x + left);
        return below * (y - top) + right * (1 - y + top);
    }

    private int at(byte[] image, int x, int y, int channel) {
        int row = start() + Math.min(y, keep - 1);
        int column = start() + Math.min(x, keep - 1);
        return image[(row * size + column) * channels + channel] & 0xff;
    }

    /** A reconstruction where it belongs in the image's frame: uint8 HWC, 0 where the run did not look. */
    public byte[] placed(byte[] reconstruction) {
        return isWhole() ? reconstruction : placed(reconstruction, channels);
    }

    /**
     * The largest error over the channels at each pixel of the image's frame, 0..255; 0 where the run did not look.
     *
     * @return {@code size * size} bytes
     */
    public byte[] errors(byte[] image, byte[] reconstruction) {
        byte[] seen = seen(image);
        var errors = new byte[size * size];
        for (int i = 0; i < errors.length; i++) {
            int largest = 0;
            for (int c = i * channels; c < (i + 1) * channels; c++) {
                largest = Math.max(largest, Math.abs((seen[c] & 0xff) - (reconstruction[c] & 0xff)));
            }
            errors[i] = (byte) largest;
        }
        return isWhole() ? errors : placed(errors, 1);
    }

    /** Each pixel is the mean of those that it covers. */
    private byte[] placed(byte[] from, int depth) {
        var to = new byte[size * size * depth];
        double step = (double) size / keep;
        for (int y = 0; y < keep; y++) {
            for (int x = 0; x < keep; x++) {
                for (int c = 0; c < depth; c++) {
                    int at = ((start() + y) * size + start() + x) * depth + c;
                    to[at] = (byte) Math.round(mean(from, x * step, y * step, step, depth, c));
                }
            }
        }
        return to;
    }

    private double mean(byte[] from, double left, double top, double step, int depth, int channel) {
        double sum = 0;
        for (int y = (int) top; y < Math.min(size, top + step); y++) {
            double high = Math.min(y + 1, top + step) - Math.max(y, top);
            for (int x = (int) left; x < Math.min(size, left + step); x++) {
                double wide = Math.min(x + 1, left + step) - Math.max(x, left);
                sum += high * wide * (from[(y * size + x) * depth + channel] & 0xff);
            }
        }
        return sum / (step * step);
    }
}
