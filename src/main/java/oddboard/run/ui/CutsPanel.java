package oddboard.run.ui;

import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.Span;
import java.util.function.DoubleConsumer;
import oddboard.metric.Cuts;
import oddboard.run.Scores;
import oddboard.ui.Format;
import oddboard.ui.Panel;
import oddboard.ui.Scroll;

/** Thresholds worth knowing, with what each makes of the images; one of them moves the slider. */
final class CutsPanel extends Panel {
    private static final long serialVersionUID = 1L;
    private static final double[] RATES = {0.01, 0.05, 0.1};
    private static final double[] RECALLS = {0.9, 0.95, 0.99, 1};
    private final NativeTable table = new NativeTable();
    private final transient Ranking ranking;
    private final transient DoubleConsumer chosen;

    CutsPanel(Scores scores, Ranking ranking, DoubleConsumer chosen) {
        super("Thresholds");
        this.ranking = ranking;
        this.chosen = chosen;
        addClassName("odd-panel--flush");
        table.addClassName("odd-table");
        Rows.head(table, "Rule", "#Threshold", "#Recall", "#False-alarm rate", "#Precision", "#F1", "#Found", "#False alarms", "#Missed");
        var cuts = Cuts.of(scores.scores(), scores.anomalous());
        for (double rate : RATES) {
            row("at most " + percent(rate) + " false alarms", cuts.falseAlarmsAtMost(rate));
        }
        row("best F1", cuts.bestF1());
        for (double recall : RECALLS) {
            row(recall == 1 ? "all anomalous ones found" : "at least " + percent(recall) + " recall", cuts.recallAtLeast(recall));
        }
        add(new Scroll("Thresholds", table));
    }

    private static String percent(double share) {
        return Math.round(share * 100) + " %";
    }

    private void row(String rule, Cuts.Cut cut) {
        boolean none = Double.isInfinite(cut.threshold());
        var at = new NativeButton(none ? "above all" : ranking.text(cut.threshold()), e -> chosen.accept(cut.threshold()));
        at.addClassName("odd-link-button");
        at.setEnabled(!none);
        at.setTitle("Move the slider here");
        var row = Rows.row(table, new Span(rule), at, share(cut.recall()), share(cut.falseAlarmRate()), share(cut.precision()),
                share(cut.f1()), count(cut.found()), count(cut.falseAlarms()), count(cut.missed()));
        row.getChildren().skip(1).forEach(cell -> ((NativeTableCell) cell).addClassName("odd-num"));
    }

    private static Span share(double share) {
        return new Span(Double.isNaN(share) ? "–" : Format.share(share));
    }

    private static Span count(int count) {
        return new Span(Format.count(count));
    }
}
