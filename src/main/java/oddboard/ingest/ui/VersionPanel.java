package oddboard.ingest.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.QueryParameters;
import java.util.Optional;
import java.util.function.Consumer;
import oddboard.account.User;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.ui.VersionText;
import oddboard.ingest.Imports;
import oddboard.job.Job;
import oddboard.job.JobQueue;
import oddboard.job.JobState;
import oddboard.job.ui.JobCancelButton;
import oddboard.job.ui.JobStatus;
import oddboard.ui.Format;
import oddboard.ui.Panel;
import oddboard.ui.StateTag;
import oddboard.ui.StateTag.Tone;
import org.jspecify.annotations.Nullable;

/** One version: live progress while it is imported, then its report and the next step, or why it failed. */
public final class VersionPanel extends Panel {
    private static final long serialVersionUID = 1L;
    private final transient JobQueue queue;
    private final transient User viewer;
    private final boolean open;
    private final boolean mayWork;
    private final transient Consumer<DatasetVersion> withoutBadFiles;
    private final Div body = new Div();
    private transient DatasetVersion version;
    private @Nullable JobStatus status;
    private @Nullable JobCancelButton cancel;

    /**
     * @param open whether its report is unfolded
     * @param mayWork whether the viewer may start runs and upload again
     * @param withoutBadFiles imports a failed version's files again, without those that could not be taken
     */
    public VersionPanel(
            DatasetVersion version,
            boolean open,
            boolean mayWork,
            Consumer<DatasetVersion> withoutBadFiles,
            JobQueue queue,
            User viewer) {
        super("Version " + version.number());
        this.queue = queue;
        this.viewer = viewer;
        this.open = open;
        this.mayWork = mayWork;
        this.withoutBadFiles = withoutBadFiles;
        this.version = version;
        setNote(Format.ago(version.createdAt()));
        body.addClassName("odd-version__body");
        add(body);
        show(version);
    }

    public DatasetVersion version() {
        return version;
    }

    public void show(DatasetVersion now) {
        version = now;
        var job = queue.find(now.job());
        if (now.state() == DatasetVersion.State.IMPORTING && status != null && job.isPresent()) {
            status.show(job.get());
            if (cancel != null) {
                cancel.show(job.get());
            }
            return;
        }
        body.removeAll();
        status = null;
        switch (now.state()) {
            case IMPORTING ->
                job.ifPresentOrElse(this::importing, () -> body.add(new StateTag("Importing", Tone.ACTIVE)));
            case READY -> ready(now);
            case FAILED -> failed(now, job);
        }
    }

    private void importing(Job job) {
        status = new JobStatus(job);
        cancel = new JobCancelButton(queue, job, "Import of version " + version.number(), viewer);
        var row = row(status, cancel);
        row.addClassName("odd-version__importing");
        body.add(
                row,
                hint("You may leave this page: the import continues, and its progress shows here when you "
                        + "come back."));
    }

    private void ready(DatasetVersion now) {
        body.add(row(
                new StateTag("Ready", Tone.GOOD),
                new Span(VersionText.counts(now) + VersionText.DOT + VersionText.shape(now))));
        var steps = row(step("See images", DatasetRoutes.images(now.dataset()), now));
        if (mayWork) {
            steps.addComponentAsFirst(step("New run", DatasetRoutes.newRun(now.dataset()), now));
        }
        body.add(steps, report(now));
    }

    private void failed(DatasetVersion now, Optional<Job> job) {
        boolean cancelled = job.filter(j -> j.state() == JobState.CANCELLED).isPresent();
        var why = new Span(
                job.map(Job::errorDetail).orElse(cancelled ? "Somebody canceled this import." : "The import failed."));
        why.addClassName("odd-version__failure");
        body.add(row(cancelled ? new StateTag("Canceled", Tone.NEUTRAL) : new StateTag("Failed", Tone.BAD), why));
        if (mayWork) {
            var steps = row(
                    new Button("Upload again", e -> UI.getCurrent().navigate(DatasetRoutes.newVersion(now.dataset()))));
            if (!cancelled && Imports.mayLeaveOut(now)) {
                var leaveOut = new Button("Import without the files below", e -> withoutBadFiles.accept(now));
                leaveOut.addThemeVariants(ButtonVariant.PRIMARY);
                leaveOut.setDisableOnClick(true);
                steps.addComponentAsFirst(leaveOut);
            }
            body.add(steps);
        }
        if (ReportPanel.isWorthShowing(now)) {
            body.add(report(now));
        }
    }

    private Details report(DatasetVersion now) {
        var report = new Details("Report of the import", new ReportPanel(now));
        report.setOpened(open || now.state() == DatasetVersion.State.FAILED);
        return report;
    }

    private static Button step(String text, String href, DatasetVersion version) {
        var query = QueryParameters.of("version", version.id().toString());
        return new Button(text, e -> UI.getCurrent().navigate(href, query));
    }

    private static Div row(Component... parts) {
        var row = new Div(parts);
        row.addClassName("odd-version__row");
        return row;
    }

    private static Span hint(String text) {
        var hint = new Span(text);
        hint.addClassName("odd-note");
        return hint;
    }
}
