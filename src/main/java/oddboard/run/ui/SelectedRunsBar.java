package oddboard.run.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import oddboard.account.User;
import oddboard.run.ManyRuns;
import oddboard.run.ManyRuns.Outcome;
import oddboard.run.Run;
import oddboard.run.RunId;
import oddboard.ui.Format;
import oddboard.ui.OnceButton;
import oddboard.ui.Toast;

/** How many runs are selected, and what can be done with them. */
final class SelectedRunsBar extends Div {
    private static final long serialVersionUID = 1L;
    private final Span count = new Span();
    private final Button cancel = new Button("Cancel runs", e -> cancel());
    private final Button tag = new Button("Tag", e -> tag());
    private final Button delete = new Button("Delete", e -> delete());
    private final transient ManyRuns many;
    private final transient User viewer;
    private final transient Listener listener;
    private transient List<Run> selected = List.of();

    interface Listener {
        /** Every run that is shown is to be selected. */
        void all();

        void none();

        /** Runs were changed: the list is to be read again. */
        void changed();
    }

    SelectedRunsBar(ManyRuns many, User viewer, Listener listener) {
        this.many = many;
        this.viewer = viewer;
        this.listener = listener;
        addClassName("odd-selected");
        count.getElement().setAttribute("role", "status");
        var all = new Button("Select all shown", e -> listener.all());
        var none = new Button("Clear", e -> listener.none());
        for (Button button : List.of(cancel, tag, delete, all, none)) {
            button.addThemeVariants(ButtonVariant.SMALL);
        }
        all.addThemeVariants(ButtonVariant.TERTIARY);
        none.addThemeVariants(ButtonVariant.TERTIARY);
        add(count, cancel, tag, delete, all, none);
    }

    void show(List<Run> chosen) {
        selected = chosen;
        setVisible(!chosen.isEmpty());
        count.setText(words(chosen.size()) + " selected");
        cancel.setEnabled(chosen.stream().anyMatch(run -> !run.job().state().isEnded()));
        delete.setEnabled(chosen.stream().anyMatch(run -> run.job().state().isEnded()));
    }

    private List<RunId> ids() {
        return selected.stream().map(Run::id).toList();
    }

    private void cancel() {
        confirm(
                "Cancel " + words(selected.size()) + "?",
                "They stop within a few seconds and get no place on a board. Those that have ended stay as they are.",
                "Cancel the runs",
                () -> say("canceled", many.cancel(ids(), viewer)));
    }

    private void delete() {
        confirm(
                "Delete " + words(selected.size()) + "?",
                "Their scores, images, logs and places on boards go with them, and can't be brought back. Those that wait"
                        + " or run stay.",
                "Delete the runs",
                () -> say("deleted", many.delete(ids(), viewer)));
    }

    private void confirm(String header, String text, String confirm, Runnable work) {
        var dialog = new ConfirmDialog();
        dialog.setHeader(header);
        dialog.setText(text);
        dialog.setCancelable(true);
        dialog.setCancelText("Keep them");
        dialog.setConfirmText(confirm);
        dialog.setConfirmButtonTheme("error primary");
        dialog.addConfirmListener(e -> work.run());
        dialog.open();
    }

    private void tag() {
        var dialog = new Dialog();
        dialog.setHeaderTitle("Tag " + words(selected.size()));
        dialog.setWidth("min(420px, 96vw)");
        var add = new TextField("Add tags");
        add.setHelperText("With commas between them");
        add.setWidthFull();
        add.setAutofocus(true);
        var remove = new TextField("Take tags away");
        remove.setWidthFull();
        remove.setValue("");
        dialog.add(new Div(add, remove));
        Supplier<Outcome> work =
                () -> many.tag(ids(), TagText.tags(add.getValue()), TagText.tags(remove.getValue()), viewer);
        dialog.getFooter().add(new Button("Cancel", e -> dialog.close()), OnceButton.primary("Save", () -> {
            say("tagged", work.get());
            dialog.close();
            return true;
        }));
        dialog.open();
    }

    private void say(String done, Outcome outcome) {
        String left = outcome.left().entrySet().stream()
                .map(e -> Format.count(e.getValue()) + " " + e.getKey())
                .collect(Collectors.joining(", "));
        String sentence = words(outcome.done()) + " " + done + (left.isEmpty() ? "." : "; " + left + ".");
        if (outcome.done() == 0) {
            Toast.error(sentence);
        } else {
            Toast.show(sentence);
        }
        listener.changed();
    }

    private static String words(int runs) {
        return Format.count(runs) + (runs == 1 ? " run" : " runs");
    }
}
