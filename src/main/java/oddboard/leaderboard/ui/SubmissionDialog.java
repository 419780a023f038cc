package oddboard.leaderboard.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.server.streams.UploadEvent;
import java.io.IOException;
import oddboard.account.User;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetVersion;
import oddboard.leaderboard.Submission;
import oddboard.leaderboard.Submissions;
import oddboard.ui.Format;
import oddboard.ui.RefusalText;
import oddboard.ui.Toast;
import org.springframework.security.access.AccessDeniedException;

/** Takes a table of scores that another tool made. */
final class SubmissionDialog extends Dialog {
    private static final long serialVersionUID = 1L;
    private static final int MAX_BYTES = 64 << 20;
    private final transient DatasetVersion version;
    private final transient User viewer;
    private final transient Submissions submissions;
    private final transient Runnable added;
    private final TextField name = new TextField("Name");
    private final Upload upload = new Upload(this::receive);
    private final Paragraph fault = new Paragraph();
    /** Read by the upload, which has no lock on the page. */
    private volatile String enteredName = "";

    SubmissionDialog(Dataset dataset, DatasetVersion version, User viewer, Submissions submissions, Runnable added) {
        this.version = version;
        this.viewer = viewer;
        this.submissions = submissions;
        this.added = added;
        setHeaderTitle("Add a submission");
        addClassName("odd-submission-dialog");
        name.setMaxLength(200);
        name.setWidthFull();
        name.setPlaceholder("empty = the file's name");
        name.setValueChangeMode(ValueChangeMode.EAGER);
        name.addValueChangeListener(e -> enteredName = e.getValue());
        fault.addClassName("odd-error");
        fault.getElement().setAttribute("role", "alert");
        fault.setVisible(false);
        upload.setUploadButton(new Button("Choose the CSV"));
        upload.setDropLabel(new Span("or drop it here"));
        upload.setAcceptedFileTypes(".csv", "text/csv");
        upload.setMaxFileSize(MAX_BYTES);
        add(
                new Paragraph("A CSV with the header ID,score and a line for each of the "
                        + Format.count(version.testCount()) + " test images, 0 to "
                        + Format.count(version.testCount() - 1) + "; a larger score is more anomalous."),
                name,
                upload,
                fault);
        var allowance = submissions.allowance(dataset, version.id(), viewer);
        var note = new Span(allowance.sentence());
        note.addClassName("odd-note");
        add(note);
        if (submissions.mayManage(dataset, viewer)) {
            add(limit(dataset, allowance.limit()));
        }
        getFooter().add(new Button("Close", e -> close()));
    }

    private IntegerField limit(Dataset dataset, int now) {
        var limit = new IntegerField("Submissions a person, version and day");
        limit.setMin(0);
        limit.setMax(1000);
        limit.setStepButtonsVisible(true);
        limit.setValue(now);
        limit.setHelperText("You see this because you manage the data set");
        limit.addValueChangeListener(e -> {
            if (e.getValue() != null && e.isFromClient() && !limit.isInvalid()) {
                try {
                    submissions.setLimit(dataset, e.getValue(), viewer);
                } catch (InputException outside) {
                    showMessage(outside.getMessage());
                }
            }
        });
        return limit;
    }

    /** Off the page's thread and without its lock. */
    private void receive(UploadEvent event) throws IOException {
        var ui = event.getUI();
        String file = event.getFileName();
        String title = enteredName.isBlank() ? file.replaceFirst("(?i)\\.csv$", "") : enteredName;
        try (var bytes = event.getInputStream()) {
            Submission submission = submissions.add(version.id(), title, file, bytes, viewer);
            ui.access(() -> {
                close();
                added.run();
                Toast.show("\"" + submission.name() + "\" has joined the leaderboard.");
            });
        } catch (InputException | ConflictException | AccessDeniedException e) {
            ui.access(() -> {
                // Else the refused file would stand there with the tick of an upload that went through.
                upload.clearFileList();
                showMessage(RefusalText.of(e));
            });
        }
    }

    private void showMessage(String sentence) {
        fault.setText(sentence);
        fault.setVisible(!sentence.isEmpty());
    }
}
