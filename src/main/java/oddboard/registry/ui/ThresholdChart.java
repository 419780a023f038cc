package oddboard.registry.ui;

import java.util.ArrayList;
import java.util.List;
import oddboard.metric.ScoreHistogram;
import oddboard.registry.CalibrationSample;
import oddboard.registry.CalibrationSplit;
import oddboard.ui.Chart;

/** Scores of the images that a threshold rests on, with its line. */
final class ThresholdChart extends Chart {
    private static final long serialVersionUID = 1L;
    private static final int MAX_BINS = 40;
    private static final int MAX_EMPTY = 200;

    ThresholdChart() {
        super("Scores of the images that the threshold rests on");
    }

    void show(CalibrationSample sample, double threshold) {
        ScoreHistogram histogram = ScoreHistogram.of(sample.scores(), sample.anomalous(), bins(sample));
        double[] edges = histogram.edges();
        double width = edges[1] - edges[0];
        int before = missing((edges[0] - threshold) / width);
        int after = missing((threshold - edges[edges.length - 1]) / width);
        List<Bars> bars = new ArrayList<>(List.of(new Bars("normal", padded(histogram.normal(), before, after), 0)));
        if (sample.split() == CalibrationSplit.TEST) {
            bars.add(new Bars("anomalous", padded(histogram.anomalous(), before, after), 1));
        }
        double[] all = new double[edges.length + before + after];
        for (int i = 0; i < all.length; i++) {
            all[i] = edges[0] + (i - before) * width;
        }
        showHistogram(all, bars, threshold, "score");
    }

    private static int bins(CalibrationSample sample) {
        return Math.clamp(sample.scores().length / 3, 8, MAX_BINS);
    }

    /** Empty bins that bring the threshold onto the chart; one too far away stays outside. */
    private static int missing(double bins) {
        return bins >= 0 && bins < MAX_EMPTY ? (int) Math.ceil(bins) + 1 : 0;
    }

    private static int[] padded(int[] counts, int before, int after) {
        int[] all = new int[before + counts.length + after];
        System.arraycopy(counts, 0, all, before, counts.length);
        return all;
    }
}
