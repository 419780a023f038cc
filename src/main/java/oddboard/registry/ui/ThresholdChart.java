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
    private static final int BINS = 40;

    ThresholdChart() {
        super("Scores of the images that the threshold rests on");
    }

    void show(CalibrationSample sample, double threshold) {
        ScoreHistogram histogram = ScoreHistogram.of(sample.scores(), sample.anomalous(), BINS);
        List<Bars> bars = new ArrayList<>(List.of(new Bars("normal", histogram.normal(), 0)));
        if (sample.split() == CalibrationSplit.TEST) {
            bars.add(new Bars("anomalous", histogram.anomalous(), 1));
        }
        showHistogram(histogram.edges(), bars, threshold, "score");
    }
}
