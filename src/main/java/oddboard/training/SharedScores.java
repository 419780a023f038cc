package oddboard.training;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import oddboard.common.Sha256;
import oddboard.evaluation.ReconstructionFrame;

/**
 * Scores as they are stored. The engine sums in another order at another place of a batch: the same image differs by up to
 * 2e-8 of its score, and an AUC would count these differences. What the detector sees alike has the score of the first such
 * image, and no score has more digits than the float32 pixels that it is made of.
 */
public final class SharedScores {
    private final ReconstructionFrame frame;
    private final Map<Content, Double> seen = new HashMap<>();

    public SharedScores(ReconstructionFrame frame) {
        this.frame = frame;
    }

    /** Half of the SHA-256 of the pixels that a detector looks at. */
    public record Content(long high, long low) {}

    /** @param image uint8 HWC */
    public Content content(byte[] image) {
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

    /** The score to store of an image with this content. */
    public double of(Content content, double score) {
        double stored = (float) score;
        Double earlier = seen.putIfAbsent(content, stored);
        return earlier == null ? stored : earlier;
    }
}
