package oddboard.image;

/** Makes images square and of one size: area averaging where they shrink, bilinear where they grow. */
public final class Resizer {
    private Resizer() {}

    /** The edge that detectors take at or above the given one: divisible by 16, 32 to 256. */
    public static int legalSize(int edge) {
        return Math.clamp((edge + 15L) / 16 * 16, 32, 256);
    }

    public static RasterImage square(RasterImage from, Crop crop, double fraction, int size) {
        return framed(from, new InputFrame(CropRegion.of(crop, fraction, from.width(), from.height(), size), size));
    }

    static RasterImage framed(RasterImage from, InputFrame frame) {
        return pad(part(from, frame.region()), frame.size());
    }

    static RasterImage part(RasterImage from, CropRegion region) {
        return resize(cut(from, region), region.toWidth(), region.toHeight());
    }

    /** One channel of 0 and 1, made smaller or larger as {@link #bits} does it. */
    public static RasterImage mask(RasterImage mask, int width, int height) {
        if (mask.width() == width && mask.height() == height) {
            return mask;
        }
        var to = new byte[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                boolean marked = marks(
                        mask,
                        first(x, mask.width(), width),
                        first(y, mask.height(), height),
                        last(x, mask.width(), width),
                        last(y, mask.height(), height));
                to[y * width + x] = (byte) (marked ? 1 : 0);
            }
        }
        return new RasterImage(width, height, 1, to);
    }

    /**
     * A mask in the same frame as its image: a bit a pixel, row by row, the highest bit first. Where a mask shrinks, a bit
     * is set where any of the pixels that it covers is, however little of it: small and thin defects stay. Where it
     * grows, the nearest pixel counts.
     *
     * @param mask one channel; 0 = normal
     */
    public static byte[] bits(RasterImage mask, Crop crop, double fraction, int size) {
        var frame = CropRegion.of(crop, fraction, mask.width(), mask.height(), size);
        var bits = new byte[(size * size + 7) / 8];
        int left = (size - frame.toWidth()) / 2;
        int top = (size - frame.toHeight()) / 2;
        for (int y = 0; y < frame.toHeight(); y++) {
            int fromY = frame.y() + first(y, frame.height(), frame.toHeight());
            int toY = frame.y() + last(y, frame.height(), frame.toHeight());
            for (int x = 0; x < frame.toWidth(); x++) {
                int fromX = frame.x() + first(x, frame.width(), frame.toWidth());
                int toX = frame.x() + last(x, frame.width(), frame.toWidth());
                if (marks(mask, fromX, fromY, toX, toY)) {
                    int at = (top + y) * size + left + x;
                    bits[at / 8] |= (byte) (0x80 >> at % 8);
                }
            }
        }
        return bits;
    }

    private static boolean marks(RasterImage mask, int left, int top, int right, int bottom) {
        for (int y = top; y <= bottom; y++) {
            for (int x = left; x <= right; x++) {
                if (mask.data()[y * mask.width() + x] != 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /** First of the pixels that the given one covers, of {@code from} made {@code to}. */
    private static int first(int at, int from, int to) {
        return from > to ? (int) ((long) at * from / to) : (int) ((at + 0.5) * from / to);
    }

    private static int last(int at, int from, int to) {
        return from > to ? (int) (((at + 1L) * from + to - 1) / to) - 1 : first(at, from, to);
    }

    private static RasterImage cut(RasterImage from, CropRegion frame) {
        if (from.width() == frame.width() && from.height() == frame.height()) {
            return from;
        }
        int row = frame.width() * from.channels();
        var to = new byte[frame.height() * row];
        for (int i = 0; i < frame.height(); i++) {
            int at = ((frame.y() + i) * from.width() + frame.x()) * from.channels();
            System.arraycopy(from.data(), at, to, i * row, row);
        }
        return new RasterImage(frame.width(), frame.height(), from.channels(), to);
    }

    private static RasterImage pad(RasterImage from, int size) {
        if (from.width() == size && from.height() == size) {
            return from;
        }
        int channels = from.channels();
        var to = new byte[size * size * channels];
        int x = (size - from.width()) / 2;
        int y = (size - from.height()) / 2;
        int row = from.width() * channels;
        for (int i = 0; i < from.height(); i++) {
            System.arraycopy(from.data(), i * row, to, ((y + i) * size + x) * channels, row);
        }
        return new RasterImage(size, size, channels, to);
    }

    public static RasterImage resize(RasterImage from, int width, int height) {
        if (from.width() == width && from.height() == height) {
            return from;
        }
        int channels = from.channels();
        var across = taps(from.width(), width);
        var down = taps(from.height(), height);
        var sums = new float[height][width * channels];
        var line = new float[width * channels];
        int next = 0;
        // Only lines are kept, not a whole image of floats: sources may have 50 million pixels.
        for (int y = 0; y < from.height(); y++) {
            shrinkLine(from, y, across, line);
            while (next < height && down[next].end() <= y) {
                next++;
            }
            for (int to = next; to < height && down[to].first <= y; to++) {
                if (y < down[to].end()) {
                    float weight = down[to].weights[y - down[to].first];
                    var sum = sums[to];
                    for (int i = 0; i < line.length; i++) {
                        sum[i] += weight * line[i];
                    }
                }
            }
        }
        var data = new byte[width * height * channels];
        for (int y = 0; y < height; y++) {
            for (int i = 0; i < line.length; i++) {
                data[y * line.length + i] = (byte) Math.clamp(Math.round(sums[y][i]), 0, 255);
            }
        }
        return new RasterImage(width, height, channels, data);
    }

    private static void shrinkLine(RasterImage from, int y, Tap[] across, float[] line) {
        int channels = from.channels();
        int start = y * from.width() * channels;
        var data = from.data();
        if (channels == 3) {
            shrinkColors(data, start, across, line);
            return;
        }
        for (int x = 0; x < across.length; x++) {
            var tap = across[x];
            for (int c = 0; c < channels; c++) {
                float sum = 0;
                int at = start + tap.first * channels + c;
                for (float weight : tap.weights) {
                    sum += weight * (data[at] & 0xff);
                    at += channels;
                }
                line[x * channels + c] = sum;
            }
        }
    }

    /** The same sums in the same order: three that do not wait for each other, one for each color. */
    private static void shrinkColors(byte[] data, int start, Tap[] across, float[] line) {
        for (int x = 0; x < across.length; x++) {
            var weights = across[x].weights;
            int at = start + across[x].first * 3;
            float red = 0;
            float green = 0;
            float blue = 0;
            for (float weight : weights) {
                red += weight * (data[at] & 0xff);
                green += weight * (data[at + 1] & 0xff);
                blue += weight * (data[at + 2] & 0xff);
                at += 3;
            }
            line[x * 3] = red;
            line[x * 3 + 1] = green;
            line[x * 3 + 2] = blue;
        }
    }

    /** Which samples of a line of {@code from} make each sample of one of {@code to}, and with what weights. */
    private static Tap[] taps(int from, int to) {
        var taps = new Tap[to];
        double scale = (double) from / to;
        for (int i = 0; i < to; i++) {
            taps[i] = scale > 1
                    ? area(i * scale, Math.min(from, (i + 1) * scale))
                    : linear((i + 0.5) * scale - 0.5, from);
        }
        return taps;
    }

    private static Tap area(double start, double end) {
        int first = (int) start;
        int last = Math.max(first, (int) Math.ceil(end) - 1);
        var weights = new float[last - first + 1];
        for (int i = 0; i < weights.length; i++) {
            double covered = Math.min(end, first + i + 1) - Math.max(start, first + i);
            weights[i] = (float) (Math.max(0, covered) / (end - start));
        }
        return new Tap(first, weights);
    }

    private static Tap linear(double at, int from) {
        double inside = Math.clamp(at, 0, from - 1);
        int first = Math.min((int) inside, Math.max(0, from - 2));
        float second = (float) (inside - first);
        return from == 1 ? new Tap(0, new float[] {1}) : new Tap(first, new float[] {1 - second, second});
    }

    private record Tap(int first, float[] weights) {
        int end() {
            return first + weights.length;
        }
    }
}
