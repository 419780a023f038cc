package oddboard.evaluation.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.QueryParameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import oddboard.metric.PrecisionRecall;
import oddboard.metric.Roc;
import oddboard.run.Run;
import oddboard.run.Scores;
import oddboard.run.ui.Address;
import oddboard.run.ui.AucText;
import oddboard.ui.Chart;
import oddboard.ui.Format;
import oddboard.ui.Palette;
import oddboard.ui.Panel;
import org.jspecify.annotations.Nullable;

/** How good scores are: ROC, precision and recall, both classes' scores with a threshold, and all metrics of them. */
public final class ResultPanels extends Div {
    private static final long serialVersionUID = 1L;
    private static final int POINTS = 400;
    private static final String THRESHOLD = "threshold";
    private static final String LOG = "log";
    private final transient About about;
    private final transient Scores scores;
    private final Map<String, String> state = new LinkedHashMap<>();
    private final transient Consumer<Map<String, String>> changed;

    /**
     * Whose scores they are.
     *
     * @param color index into the palette
     * @param images address of the page that ranks the images; null = there is none
     * @param links where to go where there is no AUC
     */
    public record About(
            String name,
            int color,
            Run.Metrics metrics,
            @Nullable String images,
            List<Anchor> links) {}

    /**
     * @param query the page's address: threshold and kind of axis
     * @param changed called with both, for the address, when one of them was changed
     */
    public ResultPanels(About about, Scores scores, QueryParameters query, Consumer<Map<String, String>> changed) {
        this.about = about;
        this.scores = scores;
        this.changed = changed;
        state.put(THRESHOLD, Address.value(query, THRESHOLD));
        state.put(LOG, Address.value(query, LOG));
        addClassName("odd-page");
        build();
    }

    private void build() {
        var ranking = Ranking.of(scores);
        if (about.metrics.auroc() == null) {
            add(new NoAuc(scores.labels(), about.links.toArray(Anchor[]::new)));
            return;
        }
        add(halves(roc(), precisionRecall()));
        var at = ThresholdText.parse(state.getOrDefault(THRESHOLD, ""), ranking.balanced());
        var threshold = new ThresholdPanel(about.images, ranking, at, this::moved);
        add(threshold);
        add(halves(new MetricsPanel(about.metrics, scores), new TypesPanel(scores)));
        add(new OperatingPointsPanel(scores, ranking, chosen -> {
            threshold.choose(chosen);
            moved(chosen);
        }));
    }

    private void moved(double threshold) {
        state.put(THRESHOLD, ThresholdText.of(threshold));
        changed.accept(state);
    }

    private static Div halves(Panel... panels) {
        var halves = new Div(panels);
        halves.addClassName("odd-halves");
        return halves;
    }

    private Panel roc() {
        var roc = Roc.of(scores.scores(), scores.anomalous()).thinned(POINTS);
        Double auc = about.metrics.auroc();
        var chart = new Chart("ROC curve of " + about.name + ", AUC " + (auc == null ? "unknown" : Format.auc(auc)));
        var line = List.of(new Chart.Line(about.name, roc.fpr(), roc.tpr(), about.color));
        var log = new Checkbox("Log axis", state.getOrDefault(LOG, "").equals("1"));
        log.addValueChangeListener(e -> {
            chart.showRoc(line, e.getValue());
            state.put(LOG, e.getValue() ? "1" : "");
            changed.accept(state);
        });
        chart.showRoc(line, log.getValue());
        return new Panel("ROC", head(new Span(new Text("AUC "), AucText.of(about.metrics)), log), chart);
    }

    private Panel precisionRecall() {
        var curve = PrecisionRecall.of(scores.scores(), scores.anomalous());
        var chart = new Chart("Precision against recall of " + about.name);
        var thin = curve.thinned(POINTS);
        chart.showPrecisionRecall(List.of(new Chart.Line(about.name, thin.recall(), thin.precision(), about.color)));
        var average = new Span("AP ");
        var strong = new Span(Format.auc(curve.averagePrecision()));
        strong.addClassName("odd-strong");
        average.add(strong);
        String images = about.images;
        return new Panel(
                "Precision and recall",
                images == null ? head(average) : head(average, new Anchor(images, "See the images")),
                chart);
    }

    private static Div head(Component... parts) {
        var head = new Div(parts);
        head.addClassNames("odd-line", "odd-line--apart");
        return head;
    }

    static int color(Run run) {
        return Palette.of(run.id().value());
    }
}
