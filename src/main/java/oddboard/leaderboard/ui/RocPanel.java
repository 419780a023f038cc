package oddboard.leaderboard.ui;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import oddboard.dataset.Labels;
import oddboard.leaderboard.EntryId;
import oddboard.leaderboard.Leaderboard.Entry;
import oddboard.leaderboard.Leaderboards;
import oddboard.metric.Roc;
import oddboard.ui.Chart;
import oddboard.ui.Format;
import oddboard.ui.Palette;
import oddboard.ui.Panel;

/** The selected entries' ROC curves over each other, and whether they differ significantly. */
final class RocPanel extends Panel {
    private static final long serialVersionUID = 1L;
    private static final int POINTS = 300;
    private final transient Leaderboards leaderboards;
    private final transient Supplier<Labels> labels;
    private final transient Map<EntryId, Roc> curves = new HashMap<>();
    private final Chart chart = new Chart("ROC curves of the selected runs");
    private final Div legend = new Div();
    private final Paragraph sentence = new Paragraph();
    private final Checkbox log = new Checkbox("Log axis");
    private transient List<Chart.Line> lines = List.of();

    /** @param labels of the test images, by the label set that the curves are by */
    RocPanel(Leaderboards leaderboards, Supplier<Labels> labels, boolean logAxis, Consumer<Boolean> logSelected) {
        super("ROC");
        this.leaderboards = leaderboards;
        this.labels = labels;
        addClassName("odd-board__roc");
        legend.addClassName("odd-board-legend");
        sentence.addClassName("odd-note");
        log.setValue(logAxis);
        log.addValueChangeListener(e -> {
            chart.showRoc(lines, e.getValue());
            logSelected.accept(e.getValue());
        });
        setActions(log);
        add(chart, legend, sentence);
    }

    /** @param selected entries of the board, in its order */
    void show(List<Entry> selected, Map<EntryId, Integer> colors, String ties) {
        setNote(selected.size() + " selected");
        legend.removeAll();
        read(selected);
        var drawn = new ArrayList<Chart.Line>();
        for (Entry entry : selected) {
            int color = colors.getOrDefault(entry.id(), 0);
            Optional.ofNullable(curves.get(entry.id()))
                    .ifPresent(roc -> drawn.add(new Chart.Line(entry.name(), roc.fpr(), roc.tpr(), color)));
            legend.add(entry(entry, color));
        }
        lines = drawn;
        chart.showRoc(lines, log.getValue());
        sentence.setText(selected.isEmpty() ? "Select up to " + BoardState.MAX + " runs to draw their curves." : ties);
    }

    /** The scores of those that have no curve yet; none where the test split has one class alone. */
    private void read(List<Entry> selected) {
        var missing = selected.stream()
                .filter(e -> e.auroc() != null)
                .map(Entry::id)
                .filter(id -> !curves.containsKey(id))
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        var evaluating = labels.get();
        boolean[] anomalous = evaluating.evaluating().anomalous();
        leaderboards
                .scores(missing)
                .forEach((id, scores) -> curves.put(
                        id, Roc.of(evaluating.evaluated(scores), anomalous).thinned(POINTS)));
    }

    private static Div entry(Entry entry, int color) {
        var dot = new Span();
        dot.addClassName("odd-dot");
        dot.getStyle().setBackgroundColor(Palette.css(color));
        var name = new Span(entry.name());
        name.addClassName("odd-board-legend__name");
        Double auc = entry.auroc();
        var metric = new Span(auc == null ? "–" : Format.auc(auc));
        metric.addClassName("odd-strong");
        var row = new Div(dot, name, metric);
        row.addClassName("odd-board-legend__entry");
        return row;
    }
}
