package oddboard.evaluation.ui;

import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Span;
import java.util.Locale;
import oddboard.metric.Bootstrap;
import oddboard.metric.OperatingPoints;
import oddboard.run.Run;
import oddboard.run.Scores;
import oddboard.run.ui.AucText;
import oddboard.ui.Format;
import oddboard.ui.Panel;
import org.jspecify.annotations.Nullable;

/** All metrics of scores in a list, each with what it means. */
final class MetricsPanel extends Panel {
    private static final long serialVersionUID = 1L;
    /** Images drawn in all resamples together: some tens of milliseconds. */
    private static final int DRAWN = 4_000_000;

    private static final int RESAMPLES = 2000;
    private static final int FEWEST = 200;
    private static final long SEED = 1;
    private static final double LOW_RATE = 0.05;
    private final DescriptionList list = new DescriptionList();

    MetricsPanel(Run.Metrics metrics, Scores scores) {
        super("Metrics");
        list.addClassNames("odd-list", "odd-metric-list");
        var points = OperatingPoints.of(scores.scores(), scores.anomalous());
        var best = points.bestF1();
        fact("AUC", "95 % interval by DeLong's variance", new Span(AucText.of(metrics)));
        fact("Labeled test images", "those that these metrics rest on", new Span(Format.count(scores.scores().length)));
        int resamples = Math.min(RESAMPLES, DRAWN / scores.scores().length);
        if (resamples >= FEWEST) {
            var drawn = Bootstrap.interval(scores.scores(), scores.anomalous(), resamples, SEED);
            fact(
                    "95 % by bootstrap",
                    String.format(Locale.ROOT, "%,d stratified resamples, a check on the interval above", resamples),
                    new Span(Format.interval(drawn.low(), drawn.high())));
        }
        fact("Average precision", "area under precision and recall, in steps", number(metrics.averagePrecision()));
        fact("Best F1", "at threshold " + Format.number(best.threshold()), number(best.f1()));
        fact(
                "FPR at 95 % TPR",
                "false alarms when 95 % of the anomalous images are found", number(metrics.fprAtTpr95()));
        fact(
                "TPR at 5 % FPR",
                "found when 5 % of the normal images raise an alarm",
                number(points.falseAlarmsAtMost(LOW_RATE).recall()));
        fact("Partial AUC", "up to 10 % false alarms, McClish's standard: 0.5 is chance", number(metrics.partialAuc()));
        if (metrics.pixelAuroc() != null) {
            fact("Pixel AUC", "error maps against masks", number(metrics.pixelAuroc()));
            fact("AUPRO", "per-region overlap up to 30 % false positive pixels", number(metrics.aupro()));
            fact(
                    "AUPRO at 5 % FPR",
                    "per-region overlap up to 5 % false positive pixels", number(metrics.auproAtFpr5()));
        }
        add(list);
    }

    private static Span number(@Nullable Double value) {
        return new Span(value == null ? "–" : Format.auc(value));
    }

    private void fact(String name, String meaning, Span value) {
        var note = new Span(meaning);
        note.addClassName("odd-note");
        value.addClassName("odd-strong");
        list.add(new DescriptionList.Term(name), new DescriptionList.Description(value, note));
    }
}
