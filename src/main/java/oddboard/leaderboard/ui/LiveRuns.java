package oddboard.leaderboard.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import oddboard.account.User;
import oddboard.dataset.VersionId;
import oddboard.evaluation.EvaluatedRuns;
import oddboard.job.JobId;
import oddboard.job.JobState;
import oddboard.run.Run;
import oddboard.run.RunId;
import oddboard.run.Runs;
import oddboard.run.ui.RunLine;
import oddboard.ui.Panel;

/** The runs of a version that work or wait, as slim rows that move. */
final class LiveRuns extends Panel {
    private static final long serialVersionUID = 1L;
    private static final int MAX = 5;
    private final transient Runs runs;
    private final transient VersionId version;
    private final transient User viewer;
    private final transient Map<RunId, Run> open = new HashMap<>();
    private final transient Map<RunId, RunLine> lines = new HashMap<>();
    private final Div list = new Div();
    private final Span rest = new Span();
    private transient List<RunId> order = List.of();

    LiveRuns(Runs runs, EvaluatedRuns evaluated, VersionId version, User viewer) {
        super("");
        this.runs = runs;
        this.version = version;
        this.viewer = viewer;
        addClassName("odd-live-runs");
        rest.addClassName("odd-note");
        add(list, rest);
        evaluated.open(version, viewer).forEach(run -> open.put(run.id(), run));
        show();
    }

    boolean isEmpty() {
        return order.isEmpty();
    }

    /**
     * Some jobs have moved: the runs among them are read again.
     *
     * @return those runs
     */
    List<Run> moved(Set<JobId> jobs) {
        var ours = runs.listByJobs(jobs, version, viewer);
        for (Run run : ours) {
            if (run.job().state().isEnded()) {
                open.remove(run.id());
            } else {
                open.put(run.id(), run);
            }
        }
        if (!ours.isEmpty()) {
            show();
        }
        return ours;
    }

    /** Running ones first, then those that wait, longest first. */
    private void show() {
        var sorted = new ArrayList<>(open.values());
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
