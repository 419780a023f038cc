package oddboard.run.ui;

import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import oddboard.metric.PrecisionRecall;
import oddboard.metric.Roc;
import oddboard.run.Run;
import oddboard.run.RunRoutes;
import oddboard.run.Scores;
import oddboard.ui.Chart;
import oddboard.ui.EmptyState;
import oddboard.ui.Format;
import oddboard.ui.Palette;
import oddboard.ui.Panel;

/** How good a run is: ROC, precision and recall, the scores of both classes, and what a threshold makes of them. */
@Route("runs/:id/results")
@PermitAll
class ResultsView extends RunPage {
    private static final long serialVersionUID = 1L;
    private static final int POINTS = 400;
    private final Map<String, String> state = new LinkedHashMap<>();

    ResultsView(RunServices services) {
        super(services, "results");
    }

    @Override
    void show(Shown shown, QueryParameters query) {
        state.clear();
        var scores = scores(shown);
        if (scores.isEmpty()) {
            add(NoResult.of(shown.run()));
            return;
        }
        state.put("threshold", Address.value(query, "threshold"));
        state.put("log", Address.value(query, "log"));
        show(shown, scores.get());
    }

    private void show(Shown shown, Scores scores) {
        var ranking = Ranking.of(scores);
        var columns = new Div();
        columns.addClassName("odd-halves");
        if (hasBothClasses(ranking)) {
            columns.add(roc(shown, scores), precisionRecall(shown, scores));
        } else {
            columns.add(new Panel("", new EmptyState("No curves",
                    "The test split has one class alone, so there is no AUC. Add labels of both classes in a new version.")));
        }
        var at = ThresholdText.parse(state.getOrDefault("threshold", ""), ranking.balanced());
        var panel = new ThresholdPanel(shown.run(), ranking, at, threshold -> {
            state.put("threshold", ThresholdText.of(threshold));
            Address.replace(this, RunRoutes.results(shown.run().id()), withLabels(state));
        });
        add(columns, panel);
    }

    private static boolean hasBothClasses(Ranking ranking) {
        var counts = ranking.counts(Double.NEGATIVE_INFINITY);
        return counts.found() > 0 && counts.falseAlarms() > 0;
    }

    private Panel roc(Shown shown, Scores scores) {
        var run = shown.run();
        var roc = Roc.of(scores.scores(), scores.anomalous()).thinned(POINTS);
        var chart = new Chart("ROC curve of " + run.name() + ", AUC " + auc(run));
        chart.addClassName("roc-chart");
        var line = List.of(new Chart.Line(run.name(), roc.fpr(), roc.tpr(), Palette.of(run.id().value())));
        var log = new Checkbox("Log axis", state.getOrDefault("log", "").equals("1"));
        log.addValueChangeListener(e -> {
            chart.showRoc(line, e.getValue());
            state.put("log", e.getValue() ? "1" : "");
            Address.replace(this, RunRoutes.results(run.id()), withLabels(state));
        });
        chart.showRoc(line, log.getValue());
        var head = new Div(new Span(new Text("AUC "), AucText.of(run)), log);
        head.addClassNames("panel-line", "apart");
        return new Panel("ROC", head, chart);
    }

    private Panel precisionRecall(Shown shown, Scores scores) {
        var run = shown.run();
        var curve = PrecisionRecall.of(scores.scores(), scores.anomalous());
        var chart = new Chart("Precision against recall of " + run.name());
        chart.addClassName("roc-chart");
        chart.showPrecisionRecall(List.of(
                new Chart.Line(run.name(), curve.recall(), curve.precision(), Palette.of(run.id().value()))));
        var average = new Span("AP ");
        average.add(strong(Format.auc(curve.averagePrecision())));
        var images = new Anchor(Address.of(RunRoutes.images(run.id()), withLabels(Map.of())), "See the images");
        var head = new Div(average, images);
        head.addClassNames("panel-line", "apart");
        return new Panel("Precision and recall", head, chart);
    }

    private static String auc(Run run) {
        var result = run.result();
        Double auc = result == null ? null : result.auroc();
        return auc == null ? "unknown" : Format.auc(auc);
    }

    private static Span strong(String text) {
        var strong = new Span(text);
        strong.addClassName("odd-strong");
        return strong;
    }
}
