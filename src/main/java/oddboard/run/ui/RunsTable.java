package oddboard.run.ui;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import oddboard.job.ui.JobStatus;
import oddboard.run.Run;
import oddboard.run.RunRoutes;
import oddboard.ui.Column;
import oddboard.ui.Format;
import oddboard.ui.Html;
import oddboard.ui.MarkupParts;
import oddboard.ui.MarkupRows;
import oddboard.ui.MarkupTable;

/** Runs, newest first; rows change in place while the runs move. */
final class RunsTable {
    private static final String TAG = "tag ";

    private RunsTable() {}

    /**
     * An empty table.
     *
     * @param where names the data set (or version) of a run
     * @param tagged called when a tag is pressed
     */
    static MarkupTable<Run> of(String whereTitle, Function<Run, Html> where, Consumer<String> tagged) {
        return new MarkupTable<Run>(
                        "Runs, newest first",
                        run -> run.id().toString(),
                        List.of(
                                Column.of("State", (cell, run) -> cell.add(JobStatus.tagHtml(run.job()))),
                                Column.<Run>of("Run", RunsTable::name).styled("odd-table__wrap"),
                                Column.<Run>text("Detector", run -> run.setup().detector())
                                        .wide(),
                                Column.<Run>of(whereTitle, (cell, run) -> cell.add(where.apply(run)))
                                        .wide(),
                                Column.<Run>of("AUC", (cell, run) -> cell.add(AucText.html(run.result())))
                                        .num(),
                                Column.<Run>of("Progress", (cell, run) -> cell.add(progress(run)))
                                        .wide(),
                                Column.<Run>text("By", run -> run.creation().byName())
                                        .wide(),
                                Column.<Run>number(
                                                "Started",
                                                run -> Format.ago(run.creation().at()))
                                        .wide()))
                .styled("odd-runs-table")
                .onChosen(TAG, tagged);
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
