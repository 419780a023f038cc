package oddboard.sweep.ui;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import java.util.stream.Stream;
import oddboard.detector.SettingsException;
import oddboard.sweep.Halving;
import oddboard.sweep.Halving.By;
import org.jspecify.annotations.Nullable;

/** Whether a sweep trains the better combinations longer. */
final class HalvingFields extends Div {
    private static final long serialVersionUID = 1L;
    private final Checkbox on = new Checkbox("Successive halving: all combinations short, the better ones longer");
    private final IntegerField firstEpochs = new IntegerField("Epochs of the first round");
    private final IntegerField keepOneIn = new IntegerField("Keep one combination in");
    private final Select<By> by = new Select<>();
    private final Span limit = new Span();

    HalvingFields(Runnable changed) {
        firstEpochs.setValue(3);
        keepOneIn.setValue(3);
        Stream.of(firstEpochs, keepOneIn).forEach(field -> {
            field.setStepButtonsVisible(true);
            field.addValueChangeListener(e -> changed.run());
        });
        by.setLabel("Chosen by");
        by.setItems(By.values());
        by.setItemLabelGenerator(b -> b == By.VALIDATION ? "validation loss" : "AUC of the labels that you see");
        by.setValue(By.VALIDATION);
        by.addValueChangeListener(e -> {
            arrange();
            changed.run();
        });
        on.addValueChangeListener(e -> {
            arrange();
            changed.run();
        });
        limit.addClassName("odd-note");
        var fields = new Div(firstEpochs, keepOneIn, by);
        fields.addClassName("odd-form-grid");
        add(on, fields, limit);
        arrange();
    }

    private void arrange() {
        boolean shown = on.getValue();
        Stream.of(firstEpochs, keepOneIn, by, limit).forEach(field -> field.setVisible(shown));
        limit.setText(
                by.getValue() == By.VALIDATION
                        ? "A fifth of the training images is held out where no validation share is set. A low error on normal"
                                + " images is not a high AUC: wide networks that copy everything come out first. Compares"
                                + " combinations of one detector on one version."
                        : "Chooses by test labels: the best result is then what somebody reaches who knows them, not what to"
                                + " expect on new images.");
    }

    /** Null = all combinations are trained in full. */
    @Nullable Halving choice() {
        return on.getValue()
                ? new Halving(value(keepOneIn, "keepOneIn"), value(firstEpochs, "firstEpochs"), by.getValue())
                : null;
    }

    private static int value(IntegerField field, String name) {
        Integer value = field.getValue();
        if (value == null) {
            throw new SettingsException(name, "\"" + field.getLabel() + "\" needs a whole number.");
        }
        return value;
    }
}
