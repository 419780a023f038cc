package oddboard.training;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import oddboard.common.Sha256;
import oddboard.detector.ImageSource;
import oddboard.detector.ScoreSink;
import oddboard.evaluation.ReconstructionFrame;
import oddboard.job.JobFailure;

/** Collects a test split's scores, packs its reconstructions into a file, and learns how large errors are. */
final class Scoring implements ScoreSink, AutoCloseable {
    private static final double SCALE_QUANTILE = 0.995;

    private final ImageSource test;
    private final OutputStream out;
    private final double[] scores;
    private final byte[] original;
    /** Pixels by their error, 0..255, the largest over the channels. */
    private final long[] errors = new long[256];

    private final ReconstructionFrame frame;
    private final Map<Content, Double> seen = new HashMap<>();
    private int next;

    Scoring(ImageSource test, ReconstructionFrame frame, Path file) throws IOException {
        this.test = test;
        this.frame = frame;
        scores = new double[test.count()];
        original = new byte[test.shape().elements()];
        out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
    }

    @Override
    public void accept(int index, double score, byte[] reconstruction) {
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
        scores[next++] = shared(score);
        countErrors(reconstruction);
        try {
            out.write(reconstruction, 0, original.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The engine sums in another order at another place of a batch: the same image differs by up to 2e-8 of its score, and
     * an AUC would count these differences. What the detector sees alike has the score of the first such image, and no score
     * has more digits than the float32 pixels that it is made of.
     */
    private double shared(double score) {
        Double earlier = seen.putIfAbsent(Content.of(original, frame), (double) (float) score);
        return earlier == null ? (float) score : earlier;
    }

    /** Half of the SHA-256 of the pixels that a run looks at. */
    private record Content(long high, long low) {
        static Content of(byte[] image, ReconstructionFrame frame) {
            int row = frame.size() * frame.channels();
            int length = frame.keep() * frame.channels();
            int start = frame.start() * frame.channels();
            MessageDigest digest = Sha256.start();
            for (int y = frame.start(); y < frame.start() + frame.keep(); y++) {
                digest.update(image, y * row + start, length);
            }
            ByteBuffer bytes = ByteBuffer.wrap(digest.digest());
            return new Content(bytes.getLong(), bytes.getLong());
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

    /** 99.5th percentile of the error at a pixel, 1..255: brighter would hide all but the worst, darker nearly everything. */
    double errorScale() {
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
        out.close();
    }
}
