package oddboard.leaderboard.ui;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import oddboard.leaderboard.Leaderboard.Entry;
import oddboard.metric.PrecisionRecall;
import oddboard.metric.Roc;
import oddboard.ui.Chart;
import oddboard.ui.Panel;

/** ROC, and precision against recall, of all compared entries over each other. */
final class ComparedCurves {
    private static final int POINTS = 400;

    private ComparedCurves() {}

    static Div of(Compared compared, boolean logAxis, Consumer<Boolean> logSelected) {
        return CompareView.halves(roc(compared, logAxis, logSelected), precisionRecall(compared));
    }

    private static Panel roc(Compared compared, boolean logAxis, Consumer<Boolean> logSelected) {
        List<Chart.Line> lines = new ArrayList<>();
        for (Entry entry : evaluated(compared)) {
            var roc = Roc.of(compared.evaluated(entry), compared.anomalous()).thinned(POINTS);
            lines.add(new Chart.Line(entry.name(), roc.fpr(), roc.tpr(), compared.color(entry)));
        }
        var chart = new Chart("ROC curves of " + lines.size() + " runs");
        chart.showRoc(lines, logAxis);
        var log = new Checkbox("Log axis", logAxis);
        log.addValueChangeListener(e -> {
            chart.showRoc(lines, e.getValue());
            logSelected.accept(e.getValue());
        });
        var panel = new Panel("ROC", chart);
        panel.setActions(log);
        return panel;
    }

    private static Panel precisionRecall(Compared compared) {
        List<Chart.Line> lines = new ArrayList<>();
        for (Entry entry : evaluated(compared)) {
            var curve = PrecisionRecall.of(compared.evaluated(entry), compared.anomalous())
                    .thinned(POINTS);
            lines.add(new Chart.Line(entry.name(), curve.recall(), curve.precision(), compared.color(entry)));
        }
        var chart = new Chart("Precision against recall of " + lines.size() + " runs");
        chart.showPrecisionRecall(lines);
        return new Panel("Precision and recall", chart);
    }

    private static List<Entry> evaluated(Compared compared) {
        return compared.entries().stream().filter(e -> e.auroc() != null).toList();
    }
}
