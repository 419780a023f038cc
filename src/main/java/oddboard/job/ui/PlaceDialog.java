package oddboard.job.ui;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.IntegerField;
import java.util.function.BooleanSupplier;
import oddboard.account.User;
import oddboard.common.ConflictException;
import oddboard.job.Job;
import oddboard.job.JobQueue;
import oddboard.ui.OnceButton;
import oddboard.ui.RefusalText;
import oddboard.ui.Toast;
import org.springframework.security.access.AccessDeniedException;

/** Moves one waiting job: to the top, a step up or down, or to any priority that the viewer may give. */
final class PlaceDialog extends Dialog {
    private static final long serialVersionUID = 1L;
    private final transient JobQueue queue;
    private final transient Job job;
    private final transient User viewer;
    private final IntegerField priority = new IntegerField("Priority");

    PlaceDialog(JobQueue queue, Job job, String subject, User viewer) {
        this.queue = queue;
        this.job = job;
        this.viewer = viewer;
        setHeaderTitle("Place in the queue");
        var about = new Paragraph(subject
                + (job.position() == null
                        ? ""
                        : " is number " + job.position() + " among the jobs" + " that wait for a worker with the label "
                                + job.request().label())
                + ".");
        priority.setValue(job.request().priority());
        priority.setStepButtonsVisible(true);
        if (viewer.isAdmin()) {
            priority.setMin(-JobQueue.PRIORITIES);
            priority.setMax(JobQueue.PRIORITIES);
        } else {
            priority.setMin(Math.min(job.request().priority(), -JobQueue.MAX_PRIORITY));
            priority.setMax(Math.max(job.request().priority(), JobQueue.MAX_PRIORITY));
        }
        priority.setHelperText(
                "Higher goes first; 0 is usual" + (viewer.isAdmin() ? "" : ", " + JobQueue.MAX_PRIORITY + " the most"));
        priority.setAutofocus(true);
        var top = new OnceButton("Move to the top", () -> change(() -> queue.moveToTop(job.id(), viewer)));
        var body = new Div(about, priority);
        body.addClassName("odd-place-dialog");
        add(body);
        var save = OnceButton.primary("Save", this::save);
        save.addClickShortcut(Key.ENTER).listenOn(this);
        getFooter().add(top, new Button("Cancel", e -> close()), save);
    }

    static boolean allowed(Job job, User viewer) {
        return job.state().isWaiting()
                && (viewer.isAdmin() || viewer.mayChange() && job.request().by().equals(viewer.id()));
    }

    private boolean save() {
        Integer chosen = priority.getValue();
        return chosen != null && !priority.isInvalid() && change(() -> queue.setPriority(job.id(), chosen, viewer));
    }

    private boolean change(BooleanSupplier change) {
        try {
            Toast.show(change.getAsBoolean() ? "The job has moved." : "It stays where it was.");
            close();
        } catch (AccessDeniedException | ConflictException | IllegalArgumentException e) {
            Toast.error(RefusalText.of(e));
            close();
        }
        return true;
    }
}
