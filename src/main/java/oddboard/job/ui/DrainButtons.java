package oddboard.job.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import java.util.List;
import java.util.NoSuchElementException;
import oddboard.account.User;
import oddboard.job.JobQueue;
import oddboard.job.WorkerInfo;
import oddboard.job.WorkerInfo.Drain;
import oddboard.ui.Toast;

/** An administrator's: has a worker take no more jobs, after what it runs or at once, and take them again. */
final class DrainButtons extends Div {
    private static final long serialVersionUID = 1L;
    private final transient JobQueue queue;
    private final transient User viewer;
    private final String worker;
    private final Button drain = new Button("Drain", e -> ask(false));
    private final Button now = new Button("Drain now", e -> ask(true));
    private final Button again = new Button("Take jobs again", e -> obey(() -> undrain(), "The worker takes jobs again."));

    DrainButtons(JobQueue queue, User viewer, WorkerInfo worker) {
        this.queue = queue;
        this.viewer = viewer;
        this.worker = worker.id();
        addClassName("odd-workers__drain");
        for (Button button : List.of(drain, now, again)) {
            button.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
            button.setAriaLabel(button.getText() + ": " + worker.id());
            add(button);
        }
        show(worker);
    }

    void show(WorkerInfo worker) {
        setVisible(viewer.isAdmin() && worker.alive());
        boolean leaving = worker.draining() && worker.drain() == Drain.NONE;
        drain.setVisible(worker.drain() == Drain.NONE && !leaving);
        now.setVisible(worker.drain() != Drain.NOW && !leaving && (worker.busy() > 0 || worker.drain() == Drain.FINISH));
        again.setVisible(worker.drain() != Drain.NONE);
    }

    private void ask(boolean atOnce) {
        var dialog = new ConfirmDialog(atOnce ? "Drain this worker now?" : "Drain this worker?", worker + ": "
                + (atOnce ? "what it runs stores a checkpoint, goes back to the queue, and goes on on another worker."
                        : "it finishes what it runs, and takes no more jobs.")
                + " Its process stays until somebody ends it.", atOnce ? "Drain now" : "Drain",
                confirmed -> obey(() -> queue.drain(worker, atOnce, viewer), "The worker is being drained."));
        dialog.setCancelable(true);
        dialog.open();
    }

    private void undrain() {
        queue.undrain(worker, viewer);
    }

    private static void obey(Runnable wish, String news) {
        try {
            wish.run();
            Toast.say(news);
        } catch (NoSuchElementException gone) {
            Toast.error(String.valueOf(gone.getMessage()));
        }
    }
}
