package oddboard.detector.patches;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import oddboard.detector.GraphBuilder;
import oddboard.detector.Operation.Unary;
import oddboard.detector.Value;
import oddboard.detector.part.CheckpointFile;

/** Scores of one head on normal images that it has not seen, and others in standard deviations of their logarithm. */
final class Calibration {
    /** Part of the mean score that is added to each, so that a distance of 0 has a logarithm too. */
    private static final double OFFSET = 0.01;

    private static final double FLOOR = 0.01;
    private static final int MAX = 2000;
    private final double[] scores = new double[MAX];
    private int count;
    private double offset;
    private double mean;
    private double deviation = 1;

    void begin() {
        count = 0;
    }

    void add(double score) {
        scores[count++] = score;
    }

    void settle() {
        double[] seen = Arrays.copyOf(scores, count);
        offset = OFFSET * Math.max(Arrays.stream(seen).average().orElse(1), 1e-6);
        double[] logs = Arrays.stream(seen).map(s -> Math.log(s + offset)).toArray();
        mean = Arrays.stream(logs).average().orElse(0);
        deviation = Math.sqrt(Arrays.stream(logs)
                        .map(l -> (l - mean) * (l - mean))
                        .average()
                        .orElse(0))
                + FLOOR;
    }

    double standardized(double score) {
        return (Math.log(score + offset) - mean) / deviation;
    }

    void save(DataOutputStream out) throws IOException {
        out.writeInt(count);
        for (int i = 0; i < count; i++) {
            out.writeDouble(scores[i]);
        }
    }

    void restore(DataInputStream in) throws IOException {
        count = in.readInt();
        if (count < 0 || count > MAX) {
            throw CheckpointFile.damaged();
        }
        for (int i = 0; i < count; i++) {
            scores[i] = in.readDouble();
        }
    }

    /** The same as {@link #standardized}, described. */
    Value describe(GraphBuilder graph, Value score) {
        Value log = graph.apply(Unary.LOG, graph.add(score, graph.number(offset)));
        return graph.divide(graph.subtract(log, graph.number(mean)), graph.number(deviation));
    }
}
