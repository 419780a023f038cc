package oddboard.job.ui;

import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import oddboard.account.User;
import oddboard.common.NotFoundException;
import oddboard.job.JobQueue;
import oddboard.job.WorkerInfo;
import oddboard.job.WorkerInfo.Drain;
import oddboard.ui.Html;
import oddboard.ui.MarkupParts;
import oddboard.ui.MarkupTable;
import oddboard.ui.RefusalText;
import oddboard.ui.Toast;

/** An administrator's: has a worker take no more jobs, after what it runs or at once, and take them again. */
final class DrainButtons {
    private static final String DRAIN = "drain";
    private static final String NOW = "drain now";
    private static final String AGAIN = "undrain";
    private final JobQueue queue;
    private final User viewer;

    DrainButtons(JobQueue queue, User viewer) {
        this.queue = queue;
        this.viewer = viewer;
    }

    /** Has a table do what its rows' buttons ask for. */
    void listen(MarkupTable<WorkerRow.Busy> table) {
        table.on(DRAIN, row -> ask(row.worker().id(), false))
                .on(NOW, row -> ask(row.worker().id(), true))
                .on(
                        AGAIN,
                        row -> apply(() -> queue.undrain(row.worker().id(), viewer), "The worker takes jobs again."));
    }

    static void write(Html cell, WorkerInfo worker, User viewer) {
        if (!viewer.isAdmin() || !worker.alive()) {
            return;
        }
        boolean leaving = worker.draining() && worker.drain() == Drain.NONE;
        var buttons = new Html("div", "odd-workers__drain");
        if (worker.drain() == Drain.NONE && !leaving) {
            buttons.add(button(DRAIN, "Drain", worker));
        }
        if (worker.drain() != Drain.NOW && !leaving && (worker.busy() > 0 || worker.drain() == Drain.FINISH)) {
            buttons.add(button(NOW, "Drain now", worker));
        }
        if (worker.drain() != Drain.NONE) {
            buttons.add(button(AGAIN, "Take jobs again", worker));
        }
        cell.add(buttons);
    }

    private static Html button(String what, String text, WorkerInfo worker) {
        return MarkupParts.button(what, text, text + ": " + worker.id());
    }

    private void ask(String worker, boolean atOnce) {
        var dialog = new ConfirmDialog(
                atOnce ? "Drain this worker now?" : "Drain this worker?",
                worker + ": "
                        + (atOnce
                                ? "what it runs stores a checkpoint, goes back to the queue, and is resumed by another worker."
                                : "it finishes what it runs, and takes no more jobs.")
                        + " Its process stays until somebody ends it.",
                atOnce ? "Drain now" : "Drain",
                confirmed -> apply(() -> queue.drain(worker, atOnce, viewer), "The worker is being drained."));
        dialog.setCancelable(true);
        dialog.open();
    }

    private static void apply(Runnable request, String message) {
        try {
            request.run();
            Toast.show(message);
        } catch (NotFoundException gone) {
            Toast.error(RefusalText.of(gone));
        }
    }
}
