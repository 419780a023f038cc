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
import oddboard.leaderboard.Leaderboard;
import oddboard.metric.Roc;
import oddboard.run.Run;
import oddboard.run.RunId;
import oddboard.run.Runs;
import oddboard.run.Scores;
import oddboard.ui.Chart;
import oddboard.ui.Format;
import oddboard.ui.Palette;
import oddboard.ui.Panel;

/** The selected runs' ROC curves over each other, and how far they can be told apart. */
final class RocPanel extends Panel {
    private static final long serialVersionUID = 1L;
    private static final int POINTS = 300;
    private final transient Runs runs;
    private final int labelSet;
    private final transient Map<RunId, Optional<Roc>> curves = new HashMap<>();
    private final Chart chart = new Chart("ROC curves of the selected runs");
    private final Div legend = new Div();
    private final Paragraph sentence = new Paragraph();
    private final Checkbox log = new Checkbox("Log axis");
    private transient List<Chart.Line> lines = List.of();

    /** @param labelSet number of the label set that the curves are by; 0 = the newest */
    RocPanel(Runs runs, int labelSet, boolean logAxis, Consumer<Boolean> logChosen) {
        super("ROC");
        this.runs = runs;
        this.labelSet = labelSet;
        addClassName("board-roc");
        chart.addClassName("roc-chart");
        legend.addClassName("board-legend");
        sentence.addClassName("odd-note");
        log.setValue(logAxis);
        log.addValueChangeListener(e -> {
            chart.showRoc(lines, e.getValue());
            logChosen.accept(e.getValue());
        });
        setActions(log);
        add(chart, legend, sentence);
    }

    /** @param selected runs of the board, in its order */
    void show(Leaderboard board, List<Run> selected, Map<RunId, Integer> colors) {
        setNote(selected.size() + " selected");
        legend.removeAll();
        var drawn = new ArrayList<Chart.Line>();
        for (Run run : selected) {
            int color = colors.getOrDefault(run.id(), 0);
            curves.computeIfAbsent(run.id(), this::curve)
                    .ifPresent(roc -> drawn.add(new Chart.Line(run.name(), roc.fpr(), roc.tpr(), color)));
            legend.add(entry(run, color));
        }
        lines = drawn;
        chart.showRoc(lines, log.getValue());
        sentence.setText(selected.isEmpty() ? "Select up to " + BoardState.MOST + " runs to draw their curves."
                : TieSentence.of(board));
    }

    private Optional<Roc> curve(RunId id) {
        return runs.scores(id, labelSet).filter(RocPanel::hasBothClasses)
                .map(scores -> Roc.of(scores.scores(), scores.anomalous()).thinned(POINTS));
    }

    private static boolean hasBothClasses(Scores scores) {
        boolean[] anomalous = scores.anomalous();
        for (boolean one : anomalous) {
            if (one != anomalous[0]) {
                return true;
            }
        }
        return false;
    }

    private static Div entry(Run run, int color) {
        var dot = new Span();
        dot.addClassName("odd-dot");
        dot.getStyle().setBackgroundColor(Palette.css(color));
        var name = new Span(run.name());
        name.addClassName("board-legend-name");
        var result = run.result();
        Double auc = result == null ? null : result.auroc();
        var figure = new Span(auc == null ? "–" : Format.auc(auc));
        figure.addClassName("odd-strong");
        var entry = new Div(dot, name, figure);
        entry.addClassName("board-legend-entry");
        return entry;
    }
}
