package oddboard.evaluation.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import oddboard.run.ui.Address;
import oddboard.ui.Chart;
import oddboard.ui.Format;
import oddboard.ui.Panel;
import org.jspecify.annotations.Nullable;

/** The scores of normal and anomalous images as histograms, cut by a threshold that can be moved. */
final class ThresholdPanel extends Panel {
    private static final long serialVersionUID = 1L;
    private static final int BINS = 80;
    private static final int NORMAL_COLOR = 0;
    private static final int ANOMALOUS_COLOR = 1;
    private final Chart chart = new Chart("Scores of normal and of anomalous test images");
    private final DescriptionList counts = new DescriptionList();
    private final @Nullable String images;
    private final ThresholdField field;
    private final transient Ranking ranking;
    private final double[] edges;
    private final transient List<Chart.Bars> bars;

    /** @param images address of the page that shows the images of an outcome; null = there is none */
    ThresholdPanel(@Nullable String images, Ranking ranking, double threshold, DoubleConsumer moved) {
        super("Scores and threshold");
        this.images = images;
        this.ranking = ranking;
        var histogram = ranking.histogram(BINS);
        edges = histogram.edges();
        bars = List.of(
                new Chart.Bars("normal", histogram.normal(), NORMAL_COLOR),
                new Chart.Bars("anomalous", histogram.anomalous(), ANOMALOUS_COLOR));
        chart.addClassName("odd-histogram-chart");
        counts.addClassName("odd-outcome-counts");
        field = new ThresholdField(ranking, threshold, chosen -> {
            show(chosen);
            moved.accept(chosen);
        });
        var side = new Div(field, counts);
        side.addClassName("odd-thresholds__side");
        var columns = new Div(chart, side);
        columns.addClassName("odd-thresholds");
        add(columns);
        show(threshold);
    }

    /** Moves the slider without a notification. */
    void choose(double threshold) {
        field.show(threshold);
        show(threshold);
    }

    private void show(double threshold) {
        chart.showHistogram(edges, bars, threshold, "score");
        var at = ranking.counts(threshold);
        counts.removeAll();
        for (ImageOutcome outcome : ImageOutcome.known()) {
            counts.add(
                    new DescriptionList.Term(new Span(outcome.title())),
                    new DescriptionList.Description(count(outcome, at.of(outcome), threshold)));
        }
        counts.add(
                new DescriptionList.Term("Recall"), new DescriptionList.Description(ThresholdField.share(at.recall())));
        counts.add(
                new DescriptionList.Term("False-alarm rate"),
                new DescriptionList.Description(ThresholdField.share(at.falseAlarmRate())));
        counts.add(
                new DescriptionList.Term("Precision"),
                new DescriptionList.Description(ThresholdField.share(at.precision())));
    }

    private Component count(ImageOutcome outcome, int count, double threshold) {
        if (images == null) {
            return new Span(Format.count(count));
        }
        Map<String, String> query = new LinkedHashMap<>();
        query.put("threshold", ThresholdText.of(threshold));
        query.put("outcome", outcome.word());
        var link = new Anchor(Address.of(images, query), Format.count(count));
        link.setTitle("See these images");
        return link;
    }
}
