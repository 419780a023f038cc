package oddboard.job.ui;

import java.util.List;
import java.util.Locale;
import oddboard.account.User;
import oddboard.job.WorkerInfo;
import oddboard.ui.Column;
import oddboard.ui.Format;
import oddboard.ui.Html;
import oddboard.ui.MarkupParts;
import oddboard.ui.StateTag.Tone;

/** The columns of the worker processes. */
final class WorkerRow {
    private static final String SMALL = "odd-job__when";

    private WorkerRow() {}

    /** A worker, and what it does now. */
    record Busy(WorkerInfo worker, List<Subjects.Named> jobs) {}

    static List<Column<Busy>> columns(User viewer) {
        return List.of(
                Column.<Busy>of("Worker", (cell, row) -> name(cell, row.worker))
                        .styled("odd-table__wrap odd-workers__name"),
                Column.<Busy>of("State", (cell, row) -> state(cell, row.worker)),
                Column.<Busy>of(
                                "Takes",
                                (cell, row) -> cell.text(String.join(", ", row.worker.labels()))
                                        .add("span", SMALL, slots(row.worker)))
                        .styled("odd-table__wrap"),
                Column.<Busy>of(
                                "Use",
                                (cell, row) ->
                                        cell.add(WorkerUse.html(row.worker.alive() ? row.worker.sample() : null)))
                        .styled("odd-workers__meters"),
                Column.<Busy>of("Does now", (cell, row) -> {
                            work(cell, row);
                            DrainButtons.write(cell, row.worker, viewer);
                        })
                        .styled("odd-table__wrap"));
    }

    private static void name(Html cell, WorkerInfo worker) {
        var sample = worker.sample();
        cell.add("span", "odd-job__title", worker.id())
                .add("span", SMALL, worker.host() + ", process " + worker.pid())
                .add(
                        "span",
                        SMALL,
                        worker.device()
                                + (sample == null || sample.deviceName() == null ? "" : ": " + sample.deviceName()))
                .add("span", SMALL, "version " + worker.version());
    }

    private static void state(Html cell, WorkerInfo worker) {
        cell.add(tag(worker))
                .add(
                        "span",
                        SMALL,
                        (worker.drainedBy() == null ? "" : "by " + worker.drainedBy() + ", ")
                                + (worker.alive() ? "heard " : "last heard ")
                                + Format.ago(worker.lastHeartbeat()))
                .add("span", worker.clockIsWrong() ? SMALL + " odd-workers__clock--wrong" : SMALL, clock(worker));
    }

    private static String slots(WorkerInfo worker) {
        String imports = switch (worker.importing()) {
            case 0 -> "";
            case 1 -> ", 1 import beside";
            default -> ", " + worker.importing() + " imports beside";
        };
        String scorings = switch (worker.scoring()) {
            case 0 -> "";
            case 1 -> ", 1 scoring beside";
            default -> ", " + worker.scoring() + " scorings beside";
        };
        return worker.busy() + " of " + worker.slots() + " busy" + imports + scorings;
    }

    private static Html tag(WorkerInfo worker) {
        if (!worker.alive()) {
            return MarkupParts.tag("Silent", Tone.BAD);
        }
        if (worker.drain() != WorkerInfo.Drain.NONE) {
            return MarkupParts.tag(
                    worker.busy() + worker.importing() + worker.scoring() > 0 ? "Draining" : "Drained", Tone.WARN);
        }
        return worker.draining() ? MarkupParts.tag("Leaving", Tone.WARN) : MarkupParts.tag("Alive", Tone.GOOD);
    }

    private static void work(Html cell, Busy row) {
        if (row.jobs.isEmpty()) {
            cell.text(row.worker.alive() && !row.worker.draining() ? "waits for work" : "–");
        }
        row.jobs.forEach(job -> cell.add(new Html("div").add(job.html())));
    }

    private static String clock(WorkerInfo worker) {
        long off = worker.clockOffset();
        if (Math.abs(off) < 100) {
            return "clock right";
        }
        String by = Math.abs(off) < 1000
                ? Math.abs(off) + " ms"
                : Math.abs(off) < 60_000
                        ? String.format(Locale.ROOT, "%.1f s", Math.abs(off) / 1000.0)
                        : Format.duration(Math.abs(off) / 1000.0);
        return "clock " + by + (off > 0 ? " ahead" : " behind") + (worker.clockIsWrong() ? ": takes no jobs" : "");
    }
}
