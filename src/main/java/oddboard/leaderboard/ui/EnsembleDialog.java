package oddboard.leaderboard.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import java.util.function.Consumer;
import oddboard.account.User;
import oddboard.common.InputException;
import oddboard.leaderboard.Ensembles;
import oddboard.leaderboard.Submission;
import oddboard.ui.OnceButton;
import oddboard.ui.Toast;

/** Makes an ensemble of the compared entries. */
final class EnsembleDialog extends Dialog {
    private static final long serialVersionUID = 1L;

    EnsembleDialog(Compared compared, Ensembles ensembles, User viewer, Consumer<Submission> made) {
        setHeaderTitle("Ensemble of " + compared.entries().size());
        var name = new TextField("Name");
        name.setPlaceholder("empty = made of the members' numbers");
        name.setMaxLength(200);
        name.setWidthFull();
        add(
                new Paragraph(
                        ensembles.canMeasure(compared.ids())
                                ? "Each run's scores are measured by its scores of training images (z-scores), and their mean is taken."
                                : "The mean of the ranks is taken, for not all of these have scores of training images."),
                new Paragraph("It joins the leaderboard. Labels of test images play no part."),
                name);
        var make = OnceButton.primary("Make it", () -> {
            try {
                var submission = ensembles.combine(compared.version().id(), compared.ids(), name.getValue(), viewer);
                close();
                Toast.show("\"" + submission.name() + "\" has joined the leaderboard.");
                made.accept(submission);
                return true;
            } catch (InputException wrong) {
                name.setErrorMessage(wrong.getMessage());
                name.setInvalid(true);
                return false;
            }
        });
        getFooter().add(new Button("Close", e -> close()), make);
    }
}
