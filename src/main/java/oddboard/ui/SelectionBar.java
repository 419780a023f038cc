package oddboard.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import oddboard.common.BulkOutcome;
import oddboard.common.InputException;

/** How many things of a list are selected, and what can be done with them. */
public abstract class SelectionBar extends Div {
    private static final long serialVersionUID = 1L;
    private final Span count = new Span();
    private final String thing;
    private final transient Listener listener;
    private int selected;

    public interface Listener {
        /** Everything that is shown is to be selected. */
        void all();

        void none();

        /** Some were changed: the list is to be read again. */
        void changed();
    }

    /** @param thing what is selected, in the singular */
    protected SelectionBar(String thing, Listener listener) {
        this.thing = thing;
        this.listener = listener;
        addClassName("odd-selected");
        count.getElement().setAttribute("role", "status");
    }

    protected void offer(Button... actions) {
        var all = new Button("Select all shown", e -> listener.all());
        var none = new Button("Clear", e -> listener.none());
        all.addThemeVariants(ButtonVariant.TERTIARY);
        none.addThemeVariants(ButtonVariant.TERTIARY);
        add(count);
        Stream.concat(Stream.of(actions), Stream.of(all, none)).forEach(button -> {
            button.addThemeVariants(ButtonVariant.SMALL);
            add(button);
        });
    }

    protected void show(int number) {
        selected = number;
        setVisible(number > 0);
        count.setText(words(number) + " selected");
    }

    /** "1 run", "2 runs". */
    protected String words() {
        return words(selected);
    }

    private String words(int number) {
        return Format.count(number) + " " + thing + (number == 1 ? "" : "s");
    }

    /** Asks before what can't be undone. */
    protected void confirm(String header, String text, String confirm, Runnable work) {
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

    /** Asks for tags. */
    protected void tag(BiFunction<List<String>, List<String>, BulkOutcome> work) {
        var dialog = new Dialog();
        dialog.setHeaderTitle("Tag " + words());
        dialog.setWidth("min(420px, 96vw)");
        var add = new TextField("Add tags");
        add.setHelperText("With commas between them");
        add.setWidthFull();
        add.setAutofocus(true);
        var remove = new TextField("Take tags away");
        remove.setWidthFull();
        Supplier<BulkOutcome> save = () -> work.apply(TagText.tags(add.getValue()), TagText.tags(remove.getValue()));
        dialog.add(new Div(add, remove));
        dialog.getFooter().add(new Button("Cancel", e -> dialog.close()), OnceButton.primary("Save", () -> {
            try {
                say("tagged", save.get());
            } catch (InputException e) {
                RefusalText.at(add, e);
                return false;
            }
            dialog.close();
            return true;
        }));
        dialog.open();
    }

    protected void say(String done, BulkOutcome outcome) {
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
}
