package oddboard.run.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import oddboard.job.ui.JobStatus;
import oddboard.run.FoundRun;
import oddboard.run.Run;
import oddboard.run.RunId;
import oddboard.run.RunQuery.Sort;
import oddboard.run.RunRoutes;
import oddboard.ui.Column;
import oddboard.ui.Format;
import oddboard.ui.Html;
import oddboard.ui.MarkupParts;
import oddboard.ui.MarkupRows;
import oddboard.ui.MarkupTable;

/** Runs as a table; rows change in place while the runs move. */
final class RunsTable {
    private static final String TAG = "tag ";
    private static final String SELECT = "select";

    private RunsTable() {}

    /** What a click on the table asks for. */
    interface Listener {
        void tagged(String tag);

        void sorted(String word);

        void toggled(RunId run);
    }

    static MarkupTable<FoundRun> of(Listener listener) {
        return new MarkupTable<FoundRun>("Runs", found -> found.run().id().toString(), List.of())
                .styled("odd-runs-table")
                .onSort(listener::sorted)
                .onChosen(TAG, listener::tagged)
                .on(SELECT, found -> listener.toggled(found.run().id()));
    }

    /**
     * @param whereTitle what {@code where} names: the data set of a run, or its version
     * @param selected those whose boxes are ticked
     */
    static List<Column<FoundRun>> columns(
            String whereTitle, Function<FoundRun, Html> where, RunsState state, Set<RunId> selected) {
        var columns = new ArrayList<Column<FoundRun>>();
        columns.add(Column.<FoundRun>of(
                        "Select",
                        (cell, found) -> cell.add(MarkupParts.tick(
                                SELECT,
                                "Select " + found.run().name(),
                                selected.contains(found.run().id()))))
                .styled("odd-table__tick")
                .heading(new Html("span")));
        columns.add(Column.<FoundRun>of(
                        "State",
                        (cell, found) -> cell.add(JobStatus.tagHtml(found.run().job())))
                .sorted(state.direction(Sort.STATE), state.next(Sort.STATE)));
        columns.add(Column.<FoundRun>of("Run", (cell, found) -> name(cell, found.run()))
                .styled("odd-table__wrap")
                .sorted(state.direction(Sort.NAME), state.next(Sort.NAME)));
        columns.add(
                Column.<FoundRun>text("Detector", found -> found.run().setup().detector())
                        .wide());
        columns.add(Column.<FoundRun>of(whereTitle, (cell, found) -> cell.add(where.apply(found)))
                .wide());
        columns.add(Column.<FoundRun>of(
                        "AUC",
                        (cell, found) -> cell.add(AucText.html(found.run().result())))
                .num());
        columns.add(Column.<FoundRun>of("Progress", (cell, found) -> cell.add(progress(found.run())))
                .wide());
        columns.add(Column.<FoundRun>text("By", found -> found.run().creation().byName())
                .wide()
                .sorted(state.direction(Sort.PERSON), state.next(Sort.PERSON)));
        columns.add(Column.<FoundRun>number(
                        "Started", found -> Format.ago(found.run().creation().at()))
                .wide()
                .sorted(state.direction(Sort.NEWEST), state.next(Sort.NEWEST)));
        return columns;
    }

    /** The name, and on narrow pages what the hidden columns would say. */
    private static void name(Html cell, Run run) {
        cell.add(new Html("a", "odd-strong")
                .attr("href", RunRoutes.overview(run.id()))
                .text(run.name()));
        if (!run.note().isEmpty()) {
            cell.add(NoteIcon.html(run.note()));
        }
        for (String tag : run.tags()) {
            cell.add(new Html("button", "odd-run-tag")
                    .attr("type", "button")
                    .attr("title", "Runs tagged \"" + tag + "\"")
                    .attr(MarkupRows.DO, TAG + tag)
                    .text(tag));
        }
        cell.add(
                "span",
                "odd-note odd-phone-only",
                run.job().state().isEnded()
                        ? run.setup().detector()
                                + RunMessages.DOT
                                + run.creation().byName()
                                + RunMessages.DOT
                                + Format.ago(run.creation().at())
                        : RunMessages.progress(run));
    }

    private static Html progress(Run run) {
        return switch (run.job().state()) {
            case RUNNING ->
                new Html("span", "odd-progress-cell")
                        .add(MarkupParts.progress(RunMessages.share(run), "Progress of " + run.name()))
                        .add(lighter(RunMessages.progress(run)));
            case QUEUED, RETRY_WAIT -> lighter(RunMessages.waits(run.job()));
            case SUCCEEDED ->
                lighter(
                        run.training().seconds() > 0
                                ? Format.duration(run.training().seconds()) + " training"
                                : "");
            case FAILED ->
                lighter(run.job().errorDetail() == null ? "" : run.job().errorDetail());
            case CANCELLED ->
                lighter(
                        !run.traits().epochs()
                                ? ""
                                : "after epoch " + run.training().epoch() + " of "
                                        + run.training().epochs());
        };
    }

    private static Html lighter(String text) {
        return new Html("span", "odd-note odd-clip").attr("title", text).text(text);
    }
}
