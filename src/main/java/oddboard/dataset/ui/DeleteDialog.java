package oddboard.dataset.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.List;
import java.util.function.Consumer;
import oddboard.common.ConflictException;
import oddboard.common.NotFoundException;
import oddboard.dataset.DatasetManagement;
import oddboard.dataset.VersionUse;
import oddboard.ui.Format;
import org.springframework.security.access.AccessDeniedException;

/** Tells what goes with a data set or a version, and deletes it only where its name is typed. */
public final class DeleteDialog extends Dialog {
    private static final long serialVersionUID = 1L;
    private final Paragraph fault = new Paragraph();
    private final Button delete = new Button("Delete for good");

    /**
     * @param what as the title says it, "version 2"
     * @param name to be typed
     * @param work deletes; gets whether runs go too
     * @param done called when it is gone
     */
    public DeleteDialog(String what, String name, DatasetManagement.Loss loss, Consumer<Boolean> work, Runnable done) {
        setHeaderTitle("Delete " + what + "?");
        addClassName("odd-delete-dialog");
        setWidth("min(520px, 96vw)");
        fault.addClassName("odd-error");
        fault.getElement().setAttribute("role", "alert");
        fault.setVisible(false);
        getFooter().add(new Button("Keep it", e -> close()));
        if (!loss.open().isEmpty()) {
            add(
                    new Paragraph("It can't be deleted now: it is used by "
                            + count(loss.open().size(), "job") + " that wait or run. Cancel or await these first."),
                    links(loss.open()));
            return;
        }
        if (!loss.kept().isEmpty()) {
            add(
                    new Paragraph(
                            "It can't be deleted: models were trained on it, and a model can't be told without its"
                                    + " data. Delete these first if nobody needs them."),
                    links(loss.kept()));
            return;
        }
        add(new Paragraph("This goes with it, and can't be brought back:"), goes(loss));
        var typed = new TextField("Type " + name + " to confirm");
        typed.setWidthFull();
        typed.setValueChangeMode(ValueChangeMode.EAGER);
        typed.addValueChangeListener(e -> delete.setEnabled(e.getValue().strip().equals(name)));
        delete.setEnabled(false);
        delete.addThemeVariants(ButtonVariant.PRIMARY, ButtonVariant.ERROR);
        delete.addClickListener(e -> attempt(() -> {
            work.accept(loss.runs() > 0);
            close();
            done.run();
        }));
        add(typed, fault);
        getFooter().add(delete);
    }

    private static UnorderedList goes(DatasetManagement.Loss loss) {
        var list = new UnorderedList(
                new ListItem(count(loss.versions(), "version") + " with " + count(loss.images(), "image")
                        + " and all label sets"),
                new ListItem(
                        loss.runs() == 0
                                ? "no runs"
                                : count(loss.runs(), "run") + " with scores, images, log and checkpoints"));
        list.add(new ListItem("together " + Format.bytes(loss.bytes())));
        return list;
    }

    private static UnorderedList links(List<VersionUse.Open> uses) {
        var list = new UnorderedList();
        uses.forEach(one -> list.add(new ListItem(new Anchor(one.href(), one.name()))));
        return list;
    }

    private void attempt(Runnable work) {
        try {
            work.run();
        } catch (ConflictException | NotFoundException e) {
            fault.setText(e.getMessage());
            fault.setVisible(true);
        } catch (AccessDeniedException e) {
            fault.setText("You may not delete it any more.");
            fault.setVisible(true);
        }
    }

    private static String count(int number, String noun) {
        return Format.count(number) + " " + noun + (number == 1 ? "" : "s");
    }
}
