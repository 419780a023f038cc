package oddboard.run.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.IntegerField;
import java.util.Map;
import oddboard.common.ConflictException;
import oddboard.detector.SettingsException;
import oddboard.job.JobState;
import oddboard.run.Reruns;
import oddboard.run.Run;
import oddboard.run.RunChanges;
import oddboard.run.RunRoutes;
import oddboard.ui.Format;
import oddboard.ui.OnceButton;
import oddboard.ui.Toast;

/** Asks how many epochs a resumed run is to have. */
final class ResumeDialog extends Dialog {
    private static final long serialVersionUID = 1L;
    private final IntegerField epochs = new IntegerField("Epochs in all");
    private final Span fault = new Span();
    private final transient RunPage.Shown shown;
    private final transient Reruns reruns;

    /** @param epoch of the checkpoint from which it resumes */
    ResumeDialog(RunPage.Shown shown, Reruns reruns, int epoch) {
        this.shown = shown;
        this.reruns = reruns;
        Run run = shown.run();
        boolean succeeded = run.job().state() == JobState.SUCCEEDED;
        setHeaderTitle("Resume \"" + run.name() + "\"");
        epochs.setMin(succeeded ? run.training().trained() + 1 : Math.max(1, epoch));
        epochs.setMax(10_000);
        epochs.setValue(
                succeeded
                        ? Math.min(10_000, 2 * run.training().trained())
                        : run.training().epochs());
        epochs.setStepButtonsVisible(true);
        epochs.setWidthFull();
        fault.addClassName("odd-fault");
        fault.getElement().setAttribute("role", "alert");
        boolean counted = run.traits().epochs();
        epochs.setVisible(counted);
        var text = new Paragraph(
                !counted
                        ? "A new run resumes from this one's last checkpoint." + " This run stays as it is."
                        : "A new run resumes from this one's checkpoint of epoch " + Format.count(epoch)
                                + ", optimizer included; its result is that of a run that trained all the epochs at once."
                                + " This run and its result stay as they are.");
        var body = new Div(text, epochs, fault);
        body.addClassName("odd-form");
        body.getStyle().setMaxWidth("440px");
        add(body);
        getFooter().add(new Button("Not now", e -> close()), OnceButton.primary("Resume", this::resume));
    }

    private boolean resume() {
        Integer all = epochs.isVisible() ? epochs.getValue() : Integer.valueOf(0);
        if (all == null || epochs.isInvalid()) {
            fault.setText("The epochs must be a whole number from " + Format.count(epochs.getMin()) + " to 10,000.");
            return false;
        }
        try {
            Run on = reruns.resume(
                    shown.run().id(),
                    epochs.isVisible() ? RunChanges.of(Map.of("epochs", all)) : RunChanges.NONE,
                    shown.viewer());
            close();
            UI.getCurrent().navigate(RunRoutes.overview(on.id()));
            Toast.show("The resumed run is queued.");
            return true;
        } catch (SettingsException | ConflictException e) {
            fault.setText(e.getMessage());
            return false;
        }
    }
}
