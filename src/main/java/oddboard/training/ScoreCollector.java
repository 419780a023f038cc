package oddboard.training;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import oddboard.detector.Explanation;
import oddboard.detector.ImageSource;
import oddboard.detector.MapGrid;
import oddboard.detector.ScoreSink;
import oddboard.evaluation.ReconstructionFrame;
import oddboard.job.JobFailure;
import org.jspecify.annotations.Nullable;

/** Collects a test split's scores, packs its reconstructions and anomaly maps into files, and learns how large errors are. */
final class ScoreCollector implements ScoreSink, AutoCloseable {
    private static final double SCALE_QUANTILE = 0.995;

    private final ImageSource test;
    private final double[] scores;
    private final byte[] original;
    /** Pixels by their error, 0..255, the largest over the channels. */
    private final long[] errors = new long[256];

    private final ReconstructionFrame frame;
    private final @Nullable PictureFile reconstructions;
    private final @Nullable MapFile maps;
    private final SharedScores shared;
    private int next;

    /**
     * @param reconstructs whether reconstructions come
     * @param grid of the anomaly maps; null where none come
     */
    ScoreCollector(
            ImageSource test, ReconstructionFrame frame, Path folder, boolean reconstructs, @Nullable MapGrid grid)
            throws IOException {
        this.test = test;
        this.frame = frame;
        shared = new SharedScores(frame);
        scores = new double[test.count()];
        original = new byte[test.shape().elements()];
        reconstructions = reconstructs ? new PictureFile(folder.resolve("reconstructions")) : null;
        maps = grid == null ? null : new MapFile(folder.resolve("maps"), grid, test.count());
    }

    @Override
    public void accept(int index, double score, Explanation explanation) {
        if (index != next) {
            throw new IllegalStateException("image " + index + " came in place of " + next);
        }
        if (!Float.isFinite((float) score)) {
            throw new JobFailure(
                    "SCORE_NOT_FINITE",
                    "The score of test image " + index + " is not a finite number; a lower learning rate may help.",
                    false);
        }
        test.read(index, ByteBuffer.wrap(original));
        scores[next++] = shared.of(shared.content(original), score);
        byte[] reconstruction = explanation.reconstruction();
        if (reconstructions != null && reconstruction != null) {
            countErrors(reconstruction);
            reconstructions.add(reconstruction, original.length);
        }
        float[] map = explanation.map();
        if (maps != null && map != null) {
            maps.add(map);
        }
    }

    private void countErrors(byte[] reconstruction) {
        int channels = test.shape().channels();
        byte[] given = frame.seen(original);
        for (int pixel = 0; pixel < original.length; pixel += channels) {
            int largest = 0;
            for (int c = pixel; c < pixel + channels; c++) {
                largest = Math.max(largest, Math.abs((given[c] & 0xff) - (reconstruction[c] & 0xff)));
            }
            errors[largest]++;
        }
    }

    double[] scores() {
        return scores;
    }

    /** What is to be shown; the files are whole once this is closed. */
    RunPictures pictures() {
        return new RunPictures(
                Optional.ofNullable(reconstructions).map(PictureFile::path),
                maps == null ? errorScale() : 255,
                Optional.ofNullable(maps).map(MapFile::maps));
    }

    /** 99.5th percentile of the error at a pixel, 1..255: brighter would hide all but the worst, darker nearly everything. */
    private double errorScale() {
        long pixels = 0;
        for (long count : errors) {
            pixels += count;
        }
        long seen = 0;
        for (int error = 0; error < errors.length; error++) {
            seen += errors[error];
            if (seen >= SCALE_QUANTILE * pixels) {
                return Math.max(1, error);
            }
        }
        return 255;
    }

    @Override
    public void close() throws IOException {
        try (reconstructions;
                maps) {
            // Both, whatever fails.
        }
    }
}
