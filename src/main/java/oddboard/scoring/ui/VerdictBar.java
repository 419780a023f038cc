package oddboard.scoring.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.Collection;
import java.util.function.BiConsumer;
import oddboard.scoring.ScoredImage;
import oddboard.scoring.ScoredImage.Verdict.Kind;
import oddboard.scoring.Verdicts;
import org.jspecify.annotations.Nullable;

/** What an image is: three verdicts with their keys, and the type of the anomaly. */
final class VerdictBar extends Div {
    private static final long serialVersionUID = 1L;
    private final transient BiConsumer<Kind, String> said;
    private final TextField type = new TextField();
    private final Div types = new Div();

    /**
     * @param known types to choose from
     * @param said called with a verdict and the type, "" for none
     */
    VerdictBar(
            ScoredImage.@Nullable Verdict verdict,
            Collection<String> known,
            String chosen,
            BiConsumer<Kind, String> said) {
        this.said = said;
        addClassName("odd-line");
        Div buttons = new Div(
                button("Anomalous", "A", Kind.ANOMALOUS, verdict),
                button("Normal", "N", Kind.NORMAL, verdict),
                button("Unsure", "U", Kind.UNSURE, verdict));
        buttons.addClassNames("odd-actions", "odd-verdict__say");
        types.addClassName("odd-chips");
        int key = 1;
        for (String one : known) {
            NativeButton chip = new NativeButton(key < 10 ? one + " " + key : one, e -> choose(one));
            chip.addClassName("odd-chip");
            chip.getElement().setAttribute("data-type", one);
            types.add(chip);
            key++;
        }
        type.setPlaceholder("other type");
        type.setAriaLabel("Type of the anomaly");
        type.setMaxLength(Verdicts.MAX_TYPE_LENGTH);
        type.setValueChangeMode(ValueChangeMode.EAGER);
        type.setClearButtonVisible(true);
        type.addClassName("odd-verdict__type");
        type.addValueChangeListener(e -> press());
        type.setValue(chosen);
        press();
        types.add(type);
        add(buttons, types);
    }

    private Button button(String text, String key, Kind kind, ScoredImage.@Nullable Verdict verdict) {
        Button button = new Button(text, e -> said.accept(kind, type()));
        Span hint = new Span(" " + key);
        hint.getElement().setAttribute("aria-hidden", "true");
        hint.addClassName("odd-note");
        button.setSuffixComponent(hint);
        boolean pressed = verdict != null && verdict.kind() == kind;
        button.getElement().setAttribute("aria-pressed", Boolean.toString(pressed));
        if (pressed) {
            button.addThemeVariants(ButtonVariant.PRIMARY);
        }
        return button;
    }

    String type() {
        return type.getValue().strip();
    }

    /** The same type again takes it back. */
    void choose(String one) {
        type.setValue(one.equals(type()) ? "" : one);
    }

    private void press() {
        types.getChildren()
                .map(c -> c.getElement())
                .filter(e -> e.hasAttribute("data-type"))
                .forEach(e -> e.setAttribute(
                        "aria-pressed",
                        Boolean.toString(e.getAttribute("data-type").equals(type()))));
    }
}
