package oddboard.label.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.IntegerField;
import java.security.SecureRandom;
import oddboard.account.User;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.dataset.DatasetVersion;
import oddboard.label.LabelSplits;
import oddboard.ui.OnceButton;
import oddboard.ui.Toast;
import org.springframework.security.access.AccessDeniedException;

/** Asks for the public share and the seed of a split, which is for good. */
final class SplitDialog extends Dialog {
    private static final long serialVersionUID = 1L;
    private static final int SEEDS = 1_000_000;
    private final IntegerField share = new IntegerField("Public share in percent");
    private final IntegerField seed = new IntegerField("Seed");
    private final Paragraph fault = new Paragraph();

    SplitDialog(DatasetVersion version, LabelSplits splits, User viewer) {
        addClassName("odd-split-dialog");
        setHeaderTitle("Split the labels of version " + version.number());
        share.setMin(1);
        share.setMax(99);
        share.setStepButtonsVisible(true);
        share.setValue(50);
        seed.setValue(new SecureRandom().nextInt(SEEDS));
        seed.setHelperText(
                "The same seed draws the same images; who does not manage the data set never sees private labels");
        fault.addClassName("odd-error");
        fault.getElement().setAttribute("role", "alert");
        fault.setVisible(false);
        add(
                new Paragraph(
                        "The board then ranks by the public labels, and everybody but you and the administrators sees those"
                                + " alone, until you reveal the rest. The same share of normal images and of each type is public. This can't be"
                                + " changed afterwards; a new version can have another split."),
                new Paragraph(
                        "Users who could see the labels until now may remember them. Other versions with the same images"
                                + " keep their labels visible."),
                order(splits.orderTells(version.id(), viewer)),
                share,
                seed,
                fault);
        var split = OnceButton.primary("Split them for good", () -> {
            try {
                splits.make(
                        version.id(),
                        share.getValue() == null ? 0 : share.getValue(),
                        seed.getValue() == null ? 0 : seed.getValue(),
                        viewer);
                close();
                Toast.show("The labels are split; boards rank by the public ones.");
                UI.getCurrent().refreshCurrentRoute(false);
                return true;
            } catch (InputException | ConflictException | AccessDeniedException refused) {
                fault.setText(refused.getMessage());
                fault.setVisible(true);
                return false;
            }
        });
        getFooter().add(new Button("Cancel", e -> close()), split);
    }

    private static Paragraph order(boolean reveals) {
        var warning = new Paragraph(
                "Hidden labels of this version can be guessed: its test images stand in an order that tells"
                        + " which are anomalous. Import the files again with the option \"Labels that everybody sees\":"
                        + " that version has a random order.");
        warning.addClassName("odd-error");
        warning.setVisible(reveals);
        return warning;
    }
}
