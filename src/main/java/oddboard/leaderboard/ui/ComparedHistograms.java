package oddboard.leaderboard.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import oddboard.leaderboard.Leaderboard.Entry;
import oddboard.metric.ScoreHistogram;
import oddboard.ui.Chart;
import oddboard.ui.Palette;
import oddboard.ui.Panel;

/** Each compared entry's scores of normal and of anomalous images. */
final class ComparedHistograms extends Panel {
    private static final long serialVersionUID = 1L;
    private static final int BINS = 60;

    ComparedHistograms(Compared compared) {
        super("Scores");
        setNote("of normal and of anomalous images, each on its own scale");
        var grid = new Div();
        grid.addClassName("odd-histograms");
        for (Entry entry : compared.entries()) {
            var bins = ScoreHistogram.of(compared.evaluated(entry), compared.anomalous(), BINS);
            var chart = new Chart("Scores of normal and of anomalous images by " + entry.name());
            chart.addClassName("odd-histograms__chart");
            chart.showHistogram(
                    bins.edges(),
                    List.of(
                            new Chart.Bars("normal", bins.normal(), 0),
                            new Chart.Bars("anomalous", bins.anomalous(), 1)),
                    Double.NaN,
                    "score");
            var name = new Span(CompareView.dot(Palette.css(compared.color(entry))), new Span(entry.name()));
            name.addClassName("odd-strong");
            grid.add(new Div(name, chart));
        }
        add(grid);
    }
}
