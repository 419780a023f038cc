package oddboard.run.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import oddboard.job.ui.JobStatus;
import oddboard.run.Run;
import oddboard.run.RunId;
import oddboard.run.RunRoutes;
import oddboard.ui.Format;

/** Runs, newest first; rows change in place while the runs move. */
final class RunsTable extends NativeTable {
    private static final long serialVersionUID = 1L;
    private static final int AUC_CELL = 4;
    private final transient Function<Run, Component> where;
    private final transient Map<RunId, Run> shown = new HashMap<>();
    private final transient Map<RunId, NativeTableRow> rows = new HashMap<>();
    private final transient Consumer<String> tagged;
    private transient List<RunId> order = List.of();

    /**
     * @param where names the data set (or version) of a run
     * @param tagged told when a tag is pressed
     */
    RunsTable(String whereTitle, Function<Run, Component> where, Consumer<String> tagged) {
        this.where = where;
        this.tagged = tagged;
        addClassNames("odd-table", "odd-runs-table");
        Rows.head(this, "State", "Run", "Detector", whereTitle, "#AUC", "Progress", "By", "#Started");
    }

    /** Shows these runs: changed ones are drawn anew, the others stay as they are. */
    void show(List<Run> runs) {
        List<RunId> now = runs.stream().map(Run::id).toList();
        if (!now.equals(order)) {
            getBody().removeAll();
            rows.clear();
            shown.clear();
            order = now;
        }
        for (Run run : runs) {
            if (run.equals(shown.put(run.id(), run))) {
                continue;
            }
            NativeTableRow drawn = rows.get(run.id());
            if (drawn == null) {
                drawn = new NativeTableRow();
                getBody().add(drawn);
                rows.put(run.id(), drawn);
            }
            fill(drawn, run);
        }
    }

    private void fill(NativeTableRow row, Run run) {
        row.removeAll();
        var name = name(run);
        var by = new Span(run.byName());
        var when = new Span(Format.ago(run.createdAt()));
        var cells = new ArrayList<Component>(List.of(JobStatus.tag(run.job()), name, new Span(run.detector()), where.apply(run),
                AucText.of(run), progress(run), by, when));
        for (Component cell : cells) {
            row.add(new NativeTableCell(cell));
        }
        row.getComponentAt(AUC_CELL).getElement().getClassList().add("odd-num");
        row.getComponentAt(cells.size() - 1).getElement().getClassList().add("odd-num");
    }

    /** The name, and on narrow pages what the hidden columns would say. */
    private Component name(Run run) {
        var name = new Anchor(RunRoutes.overview(run.id()), run.name());
        name.addClassName("odd-strong");
        var about = new Span(run.job().state().isEnded() ? run.detector() + Words.DOT + run.byName() + Words.DOT
                + Format.ago(run.createdAt()) : Words.progress(run));
        about.addClassNames("odd-note", "odd-phone-only");
        var cell = new Span(name);
        if (!run.note().isEmpty()) {
            cell.add(new NoteIcon(run.note()));
        }
        for (String tag : run.tags()) {
            var chip = new NativeButton(tag, e -> tagged.accept(tag));
            chip.addClassName("odd-run-tag");
            chip.setTitle("Runs tagged \"" + tag + "\"");
            cell.add(chip);
        }
        cell.add(about);
        return cell;
    }

    private static Component progress(Run run) {
        return switch (run.job().state()) {
            case RUNNING -> running(run);
            case QUEUED, RETRY_WAIT -> lighter(Words.waits(run.job()));
            case SUCCEEDED -> lighter(run.trainSeconds() > 0 ? Format.duration(run.trainSeconds()) + " training" : "");
            case FAILED -> lighter(run.job().errorDetail() == null ? "" : run.job().errorDetail());
            case CANCELLED -> lighter("after epoch " + run.epoch() + " of " + run.epochs());
        };
    }

    private static Component running(Run run) {
        var bar = new ProgressBar(0, 1, Words.share(run));
        bar.getElement().setAttribute("aria-label", "Progress of " + run.name());
        var cell = new Span(bar, lighter(Words.progress(run)));
        cell.addClassName("odd-progress-cell");
        return cell;
    }

    private static Span lighter(String text) {
        var span = new Span(text);
        span.addClassNames("odd-note", "odd-clip");
        span.setTitle(text);
        return span;
    }
}
