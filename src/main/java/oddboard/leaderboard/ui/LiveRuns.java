package oddboard.leaderboard.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import oddboard.job.JobState;
import oddboard.run.Run;
import oddboard.run.RunId;
import oddboard.run.ui.RunLine;
import oddboard.ui.Panel;

/** The runs that work or wait, as slim rows that move. */
final class LiveRuns extends Panel {
    private static final long serialVersionUID = 1L;
    private static final int MAX = 5;
    private final transient Map<RunId, RunLine> lines = new HashMap<>();
    private final Div list = new Div();
    private final Span rest = new Span();
    private transient List<RunId> order = List.of();

    LiveRuns() {
        super("");
        addClassName("odd-live-runs");
        rest.addClassName("odd-note");
        add(list, rest);
        setVisible(false);
    }

    boolean isEmpty() {
        return order.isEmpty();
    }

    /** Running ones first, then those that wait, longest first. */
    void show(Collection<Run> open) {
        var sorted = new ArrayList<>(open);
        sorted.sort(Comparator.comparing((Run r) -> r.job().state() != JobState.RUNNING)
                .thenComparing(r -> r.job().id().value()));
        var shown = sorted.subList(0, Math.min(MAX, sorted.size()));
        var now = shown.stream().map(Run::id).toList();
        lines.keySet().retainAll(now);
        shown.forEach(
                run -> lines.computeIfAbsent(run.id(), id -> new RunLine(run)).update(run));
        if (!now.equals(order)) {
            order = now;
            list.removeAll();
            now.stream().map(lines::get).forEach(list::add);
        }
        int more = sorted.size() - shown.size();
        rest.setText(more == 0 ? "" : "and " + more + " more that " + (more == 1 ? "waits" : "wait"));
        rest.setVisible(more > 0);
        setVisible(!sorted.isEmpty());
    }
}
