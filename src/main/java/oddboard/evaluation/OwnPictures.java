package oddboard.evaluation;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import oddboard.dataset.InputFrames;
import oddboard.detector.MapGrid;
import oddboard.image.InputFrame;
import oddboard.image.RasterImage;
import oddboard.run.Run;
import oddboard.run.RunResults;
import org.jspecify.annotations.Nullable;

/** Pictures of a run that chose its input, on the test images at their own size. */
final class OwnPictures {
    private final Run run;
    private final RunResults.StoredPictures stored;
    private final PackedPictures pictures;
    private final InputFrames frames;
    private final ReconstructionFrame frame;
    private final SquareMaps maps;

    OwnPictures(Run run, RunResults.StoredPictures stored, PackedPictures pictures, InputFrames frames) {
        this.run = run;
        this.stored = stored;
        this.pictures = pictures;
        this.frames = frames;
        frame = ReconstructionFrame.of(
                frames.input().size(), frames.input().channels(), run.setup().settings());
        maps = maps(stored.maps());
    }

    private SquareMaps maps(RunResults.@Nullable StoredMaps own) {
        if (own == null) {
            String sha256 = Objects.requireNonNull(stored.reconstructionsSha256());
            return SquareMaps.ofReconstructions(
                    frames, frame, (square, length) -> pictures.read(sha256, square, length));
        }
        AnomalyMaps shown = new AnomalyMaps(own.grid(), own.low(), own.high());
        return SquareMaps.of(frames, shown, (square, length) -> pictures.read(own.sha256(), square, length));
    }

    private int index(int testIndex) {
        return frames.images().trainCount() + testIndex;
    }

    RunSheets.Pictures all(int testIndex) throws IOException {
        return new RunSheets.Pictures(
                frames.images().read(index(testIndex)),
                stored.reconstructionsSha256() == null ? null : reconstruction(testIndex),
                errors(testIndex));
    }

    RasterImage errors(int testIndex) throws IOException {
        return maps.whole(testIndex);
    }

    byte[] squareErrors(int testIndex) throws IOException {
        return maps.square(testIndex);
    }

    RasterImage reconstruction(int testIndex) throws IOException {
        int width = frames.images().width(index(testIndex));
        int height = frames.images().height(index(testIndex));
        byte[] pixels = reconstruction(testIndex, Stitching.pixels(width), Stitching.pixels(height));
        return new RasterImage(width, height, frame.channels(), pixels);
    }

    /** In the version's packed square, uint8 HWC. */
    byte[] squareReconstruction(int testIndex, int channels) throws IOException {
        InputFrame packed = frames.images().square(index(testIndex));
        byte[] pixels = reconstruction(testIndex, Stitching.columns(packed, 1), Stitching.rows(packed, 1));
        return new RasterImage(packed.size(), packed.size(), frame.channels(), pixels)
                .withChannels(channels)
                .data();
    }

    private byte[] reconstruction(int testIndex, double[] xs, double[] ys) throws IOException {
        String sha256 = RunSheets.reconstructions(run, stored);
        List<InputFrame> squares = frames.of(index(testIndex));
        byte[][] read = new byte[squares.size()][];
        for (int i = 0; i < read.length; i++) {
            read[i] = frame.placed(pictures.read(sha256, frames.testStart(testIndex) + i, stored.length()));
        }
        MapGrid grid = new MapGrid(frame.size(), 0, 1);
        byte[] pixels = new byte[xs.length * ys.length * frame.channels()];
        for (int c = 0; c < frame.channels(); c++) {
            float[][] planes = new float[read.length][];
            for (int i = 0; i < read.length; i++) {
                planes[i] = SquareMaps.floats(read[i], frame.channels(), c);
            }
            float[] values = Stitching.values(squares, grid, planes, xs, ys);
            for (int i = 0; i < values.length; i++) {
                pixels[i * frame.channels() + c] = (byte) Math.round(values[i]);
            }
        }
        return pixels;
    }
}
