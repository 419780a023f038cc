package oddboard.evaluation;

import java.io.IOException;
import java.util.List;
import oddboard.dataset.InputFrames;
import oddboard.detector.MapGrid;
import oddboard.image.InputFrame;
import oddboard.image.RasterImage;

/**
 * Anomaly maps of an input's squares, laid back on the test images that these were made of; where squares overlap, each
 * counts the more the farther from its border. 0..255, and 0 where no square looked.
 */
public final class SquareMaps {
    private final InputFrames frames;
    private final MapGrid grid;
    private final double low;
    private final double high;
    private final Source source;

    /** Pictures of a run, one a square. */
    @FunctionalInterface
    public interface Pictures {
        byte[] read(int square, int length) throws IOException;
    }

    /** Maps of one test image. */
    private interface Source {
        float[][] of(int testIndex, List<InputFrame> squares) throws IOException;
    }

    private SquareMaps(InputFrames frames, MapGrid grid, double low, double high, Source source) {
        this.frames = frames;
        this.grid = grid;
        this.low = low;
        this.high = high;
        this.source = source;
    }

    /** A detector's own maps. */
    public static SquareMaps of(InputFrames frames, AnomalyMaps maps, Pictures pictures) {
        return new SquareMaps(frames, maps.grid(), maps.low(), maps.high(), (testIndex, squares) -> {
            float[][] read = new float[squares.size()][];
            for (int i = 0; i < read.length; i++) {
                read[i] = AnomalyMaps.unpacked(pictures.read(frames.testStart(testIndex) + i, maps.length()));
            }
            return read;
        });
    }

    /**
     * Errors of reconstructions.
     *
     * @param frame of the input's squares
     */
    public static SquareMaps ofReconstructions(InputFrames frames, ReconstructionFrame frame, Pictures pictures) {
        int channels = frame.channels();
        int length = frame.size() * frame.size() * channels;
        MapGrid pixels = new MapGrid(frame.size(), 0, 1);
        return new SquareMaps(frames, pixels, 0, 255, (testIndex, squares) -> {
            RasterImage image = frames.images()
                    .read(frames.images().trainCount() + testIndex)
                    .withChannels(channels);
            float[][] read = new float[squares.size()][];
            for (int i = 0; i < read.length; i++) {
                byte[] seen = squares.get(i).of(image).data();
                byte[] errors = frame.errors(seen, pictures.read(frames.testStart(testIndex) + i, length));
                read[i] = floats(errors, 1, 0);
            }
            return read;
        });
    }

    static float[] floats(byte[] pixels, int channels, int channel) {
        float[] values = new float[pixels.length / channels];
        for (int i = 0; i < values.length; i++) {
            values[i] = pixels[i * channels + channel] & 0xff;
        }
        return values;
    }

    public InputFrames frames() {
        return frames;
    }

    /** At the test image's own size: one channel. */
    public RasterImage whole(int testIndex) throws IOException {
        int index = frames.images().trainCount() + testIndex;
        int width = frames.images().width(index);
        int height = frames.images().height(index);
        List<InputFrame> squares = frames.of(index);
        float[] values = Stitching.values(
                squares, grid, source.of(testIndex, squares), Stitching.pixels(width), Stitching.pixels(height));
        return new RasterImage(width, height, 1, steps(values));
    }

    /** In the version's packed square: a byte a pixel, the largest of those that a pixel covers. */
    public byte[] square(int testIndex) throws IOException {
        int index = frames.images().trainCount() + testIndex;
        List<InputFrame> squares = frames.of(index);
        InputFrame packed = frames.images().square(index);
        double step = squares.getFirst().x(grid.step()) - squares.getFirst().x(0);
        int most = (int) Math.clamp(Math.ceil((packed.x(1) - packed.x(0)) / step), 1, MAX_SAMPLES);
        float[] values = Stitching.values(
                squares,
                grid,
                source.of(testIndex, squares),
                Stitching.columns(packed, most),
                Stitching.rows(packed, most));
        return largest(steps(values), packed.size(), most);
    }

    private static final int MAX_SAMPLES = 16;

    private static byte[] largest(byte[] samples, int size, int most) {
        byte[] pixels = new byte[size * size];
        for (int i = 0; i < samples.length; i++) {
            int x = i % (size * most) / most;
            int y = i / (size * most) / most;
            int at = y * size + x;
            pixels[at] = (byte) Math.max(pixels[at] & 0xff, samples[i] & 0xff);
        }
        return pixels;
    }

    private byte[] steps(float[] values) {
        byte[] steps = new byte[values.length];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = Float.isNaN(values[i])
                    ? 0
                    : (byte) Math.round(255 * Math.clamp((values[i] - low) / (high - low), 0, 1));
        }
        return steps;
    }
}
