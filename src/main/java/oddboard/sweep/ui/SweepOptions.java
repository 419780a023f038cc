package oddboard.sweep.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import oddboard.dataset.VersionId;
import oddboard.detector.SettingsException;
import oddboard.run.ui.InputFields;
import oddboard.run.ui.WorkerLabels;
import oddboard.sweep.Axis;
import oddboard.sweep.SweepSpec;
import oddboard.sweep.SweepSpec.Method;
import org.jspecify.annotations.Nullable;

/** How a sweep combines values, with which seeds, and how it goes through the queue. */
final class SweepOptions extends Div {
    private static final long serialVersionUID = 1L;
    private final RadioButtonGroup<Method> method = new RadioButtonGroup<>("Combinations");
    private final IntegerField draws = number("Draws a detector", 10);
    private final IntegerField drawSeed = number("Seed of the draws", 1);
    private final TextField seeds = new TextField("Seeds");
    private final IntegerField parallelism = number("Runs at a time", 2);
    private final IntegerField priority = number("Priority", 0);
    private final Select<String> label = new Select<>();
    private final TextField name = new TextField("Name");
    private final TextField tags = new TextField("Tags");
    private final InputFields input;
    private final HalvingFields halving;

    SweepOptions(Runnable changed) {
        addClassName("odd-form-grid");
        method.setItems(Method.values());
        method.setItemLabelGenerator(m -> m == Method.GRID ? "all of them (grid)" : "some, drawn at random");
        method.setValue(Method.GRID);
        method.addClassName("odd-form-grid__wide");
        method.addValueChangeListener(e -> arrange());
        seeds.setPlaceholder("the detector's default");
        seeds.setHelperText("Such as 1, 2, 3: each combination once a seed");
        parallelism.setHelperText("At most so many wait or run");
        priority.setHelperText("Higher goes first; 0 is usual");
        label.setLabel("Workers");
        label.setItems("", "cpu", "gpu");
        label.setItemLabelGenerator(WorkerLabels::text);
        label.setValue("");
        label.setHelperText(WorkerLabels.ANY);
        name.setPlaceholder("from what is swept");
        name.setMaxLength(200);
        tags.setHelperText("For every run, with commas between them");
        Stream.of(seeds, name, tags).forEach(field -> {
            field.setValueChangeMode(ValueChangeMode.LAZY);
            field.addValueChangeListener(e -> changed.run());
        });
        Stream.of(draws, drawSeed, parallelism, priority).forEach(f -> f.addValueChangeListener(e -> changed.run()));
        label.addValueChangeListener(e -> changed.run());
        input = new InputFields(changed);
        input.addClassName("odd-form-grid__wide");
        halving = new HalvingFields(changed);
        halving.addClassName("odd-form-grid__wide");
        add(method, draws, drawSeed, halving, seeds, parallelism, label, priority, name, tags, input);
        arrange();
    }

    private static IntegerField number(String label, int value) {
        var field = new IntegerField(label);
        field.setValue(value);
        field.setStepButtonsVisible(true);
        return field;
    }

    private void arrange() {
        draws.setVisible(method.getValue() == Method.RANDOM);
        drawSeed.setVisible(method.getValue() == Method.RANDOM);
    }

    RadioButtonGroup<Method> method() {
        return method;
    }

    SweepSpec spec(List<VersionId> versions, List<String> detectors, Map<String, Axis> settings) {
        return new SweepSpec(
                name.getValue().strip(),
                versions,
                detectors,
                settings,
                parts(seeds).map(SweepOptions::seed).toList(),
                method.getValue(),
                value(draws, "draws"),
                value(drawSeed, "drawSeed"),
                value(parallelism, "parallelism"),
                value(priority, "priority"),
                label.getValue(),
                parts(tags).toList(),
                input.choice(),
                halving.choice());
    }

    private static Stream<String> parts(TextField field) {
        return Stream.of(field.getValue().split("[,;]")).map(String::strip).filter(p -> !p.isEmpty());
    }

    private static Long seed(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw new SettingsException("seeds", "Seeds are whole numbers such as 1, 2, 3, not \"" + text + "\".");
        }
    }

    private static int value(IntegerField field, String name) {
        @Nullable Integer value = field.getValue();
        if (value == null) {
            throw new SettingsException(name, "\"" + field.getLabel() + "\" needs a whole number.");
        }
        return value;
    }
}
