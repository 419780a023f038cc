package oddboard.run.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import oddboard.run.Run;
import oddboard.run.RunRoutes;
import oddboard.ui.Chart;
import oddboard.ui.Format;
import oddboard.ui.Panel;

/** The scores of normal and anomalous images as histograms, cut by a threshold that can be moved. */
final class ThresholdPanel extends Panel {
    private static final long serialVersionUID = 1L;
    private static final int BINS = 80;
    private static final int NORMAL_COLOR = 0;
    private static final int ANOMALOUS_COLOR = 1;
    private final Chart chart = new Chart("Scores of normal and of anomalous test images");
    private final DescriptionList counts = new DescriptionList();
    private final transient Run run;
    private final transient Ranking ranking;
    private final double[] edges;
    private final transient List<Chart.Bars> bars;

    ThresholdPanel(Run run, Ranking ranking, double threshold, DoubleConsumer moved) {
        super("Scores and threshold");
        this.run = run;
        this.ranking = ranking;
        var histogram = ranking.histogram(BINS);
        edges = histogram.edges();
        bars = List.of(new Chart.Bars("normal", histogram.normal(), NORMAL_COLOR),
                new Chart.Bars("anomalous", histogram.anomalous(), ANOMALOUS_COLOR));
        chart.addClassName("histogram-chart");
        counts.addClassName("outcome-counts");
        var field = new ThresholdField(ranking, threshold, chosen -> {
            show(chosen);
            moved.accept(chosen);
        });
        var side = new Div(field, counts);
        side.addClassName("threshold-side");
        var columns = new Div(chart, side);
        columns.addClassName("threshold-columns");
        add(columns);
        show(threshold);
    }

    private void show(double threshold) {
        chart.showHistogram(edges, bars, threshold, "score");
        var at = ranking.counts(threshold);
        counts.removeAll();
        for (Outcome outcome : Outcome.values()) {
            var link = new Anchor(link(outcome, threshold), Format.count(at.of(outcome)));
            link.setTitle("See these images");
            counts.add(new DescriptionList.Term(new Span(outcome.title())), new DescriptionList.Description(link));
        }
        counts.add(new DescriptionList.Term("Recall"), new DescriptionList.Description(ThresholdField.share(at.recall())));
        counts.add(new DescriptionList.Term("False-alarm rate"),
                new DescriptionList.Description(ThresholdField.share(at.falseAlarmRate())));
        counts.add(new DescriptionList.Term("Precision"), new DescriptionList.Description(ThresholdField.share(at.precision())));
    }

    private String link(Outcome outcome, double threshold) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("threshold", ThresholdText.of(threshold));
        query.put("outcome", outcome.word());
        return Address.of(RunRoutes.images(run.id()), query);
    }
}
