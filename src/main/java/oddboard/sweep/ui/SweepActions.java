package oddboard.sweep.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import java.util.ArrayList;
import java.util.List;
import oddboard.account.User;
import oddboard.common.ConflictException;
import oddboard.sweep.Sweep;
import oddboard.sweep.Sweeps;
import oddboard.ui.Format;
import oddboard.ui.RefusalText;
import oddboard.ui.Toast;

/** The buttons of a sweep's header: only those that its state and the viewer's rights allow. */
final class SweepActions {
    private SweepActions() {}

    /** @param changed called after each */
    static List<Component> of(Sweep sweep, User viewer, Sweeps sweeps, Runnable changed) {
        List<Component> actions = new ArrayList<>();
        if (!sweeps.mayChange(sweep, viewer)) {
            return actions;
        }
        boolean running = sweep.state() == Sweep.State.RUNNING;
        boolean paused = sweep.state() == Sweep.State.PAUSED;
        int failed = sweep.counts().retriable();
        if (failed > 0 && sweep.state() != Sweep.State.CANCELLED) {
            actions.add(new Button(
                    failed == 1 ? "Retry 1 failure" : "Retry " + Format.count(failed) + " failures",
                    e -> act(() -> sweeps.retry(sweep.id(), viewer), "They are done again.", changed)));
        }
        if (running) {
            actions.add(new Button("Pause", e -> pause(sweep, viewer, sweeps, changed)));
        }
        if (paused) {
            actions.add(new Button(
                    "Resume", e -> act(() -> sweeps.resume(sweep.id(), viewer), "The sweep is resumed.", changed)));
        }
        if (running || paused) {
            actions.add(new Button("Cancel", e -> cancel(sweep, viewer, sweeps, changed)));
        }
        return actions;
    }

    private static void act(Runnable action, String message, Runnable changed) {
        try {
            action.run();
            Toast.show(message);
        } catch (ConflictException e) {
            Toast.error(RefusalText.of(e));
        }
        changed.run();
    }

    private static void pause(Sweep sweep, User viewer, Sweeps sweeps, Runnable changed) {
        if (sweep.counts().running() == 0) {
            act(() -> sweeps.pause(sweep.id(), false, viewer), "The sweep is paused.", changed);
            return;
        }
        var dialog = new ConfirmDialog();
        dialog.setHeader("Pause the sweep?");
        dialog.setText(
                "It begins no more runs. Those at work can come to their end, or stop now and be done again later"
                        + " from their beginning.");
        dialog.setCancelable(true);
        dialog.setCancelText("Keep it going");
        dialog.setRejectable(true);
        dialog.setRejectText("Stop them now");
        dialog.setConfirmText("Let them finish");
        dialog.addConfirmListener(e -> act(
                () -> sweeps.pause(sweep.id(), false, viewer),
                "The sweep is paused; what runs comes to its end.",
                changed));
        dialog.addRejectListener(
                e -> act(() -> sweeps.pause(sweep.id(), true, viewer), "The sweep is paused.", changed));
        dialog.open();
    }

    private static void cancel(Sweep sweep, User viewer, Sweeps sweeps, Runnable changed) {
        var dialog = new ConfirmDialog();
        dialog.setHeader("Cancel \"" + sweep.name() + "\"?");
        dialog.setText("Its runs that wait or run are canceled, and it begins no more. Results that it has stay.");
        dialog.setCancelable(true);
        dialog.setCancelText("Keep it");
        dialog.setConfirmText("Cancel the sweep");
        dialog.setConfirmButtonTheme("error primary");
        dialog.addConfirmListener(e -> act(() -> sweeps.cancel(sweep.id(), viewer), "The sweep is canceled.", changed));
        dialog.open();
    }
}
