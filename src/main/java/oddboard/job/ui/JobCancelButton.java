package oddboard.job.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import oddboard.account.User;
import oddboard.job.Job;
import oddboard.job.JobQueue;
import oddboard.job.JobState;
import oddboard.ui.Toast;
import org.springframework.security.access.AccessDeniedException;

/** Cancels one job, after asking; there only for those who may, and only while the job can still be canceled. */
public final class JobCancelButton extends Button {
    private static final long serialVersionUID = 1L;
    private final boolean allowed;

    /** @param subject what the job is about, for the question and for screen readers */
    public JobCancelButton(JobQueue queue, Job job, String subject, User viewer) {
        super("Cancel");
        addThemeVariants(ButtonVariant.TERTIARY);
        setAriaLabel("Cancel: " + subject);
        allowed = allowed(job, viewer);
        addClickListener(click -> ask(queue, job, subject, viewer));
        show(job);
    }

    static boolean allowed(Job job, User viewer) {
        return viewer.isAdmin() || viewer.mayChange() && job.request().by().equals(viewer.id());
    }

    /** Asks whether it is to be canceled, those who may. */
    static void ask(JobQueue queue, Job job, String subject, User viewer) {
        if (allowed(job, viewer)) {
            question(queue, job, subject, viewer).open();
        }
    }

    public void show(Job job) {
        setVisible(allowed && !job.state().isEnded());
        setEnabled(!job.cancelRequested());
    }

    private static ConfirmDialog question(JobQueue queue, Job job, String subject, User viewer) {
        var text = job.state() == JobState.RUNNING
                ? "It stops within a few seconds, and what it has done so far is lost."
                : "It leaves the queue.";
        var dialog = new ConfirmDialog(
                "Cancel this job?", subject + ". " + text, "Cancel the job", confirmed -> cancel(queue, job, viewer));
        dialog.setCancelable(true);
        dialog.setCancelText("Keep it");
        dialog.setConfirmButtonTheme("primary error");
        return dialog;
    }

    private static void cancel(JobQueue queue, Job job, User viewer) {
        try {
            Toast.show(queue.cancel(job.id(), viewer) ? "The job is being canceled." : "The job had ended already.");
        } catch (AccessDeniedException e) {
            Toast.error("You may not cancel this job. The user who started it, or an administrator, can.");
        }
    }
}
