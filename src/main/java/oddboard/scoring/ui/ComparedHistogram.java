package oddboard.scoring.ui;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** Two sets of scores over the same columns; the reference is scaled to as many images as were scored. */
record ComparedHistogram(double[] edges, int[] scored, int[] reference) {
    private static final int COLUMNS = 40;

    static ComparedHistogram of(double[] scored, double[] reference) {
        double low = DoubleStream.concat(Arrays.stream(scored), Arrays.stream(reference))
                .min()
                .orElse(0);
        double high = DoubleStream.concat(Arrays.stream(scored), Arrays.stream(reference))
                .max()
                .orElse(1);
        double width = high > low ? (high - low) / COLUMNS : 1;
        double[] edges = new double[COLUMNS + 1];
        Arrays.setAll(edges, i -> low + i * width);
        int[] counts = counts(reference, low, width);
        int[] scaled = new int[COLUMNS];
        Arrays.setAll(
                scaled,
                i -> reference.length == 0
                        ? 0
                        : (int) Math.round((double) counts[i] * scored.length / reference.length));
        return new ComparedHistogram(edges, counts(scored, low, width), scaled);
    }

    private static int[] counts(double[] scores, double low, double width) {
        int[] counts = new int[COLUMNS];
        for (double score : scores) {
            counts[(int) Math.clamp((score - low) / width, 0, COLUMNS - 1)]++;
        }
        return counts;
    }
}
