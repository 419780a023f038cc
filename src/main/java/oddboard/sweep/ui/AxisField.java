package oddboard.sweep.ui;

import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import oddboard.detector.Setting;
import oddboard.detector.SettingsException;
import oddboard.run.ui.RunMessages;
import oddboard.run.ui.SettingText;
import oddboard.sweep.Axis;
import oddboard.sweep.SweepSpec.Method;
import org.jspecify.annotations.Nullable;

/** What a sweep does with one setting: its default, one value, a list of values, or a range. */
final class AxisField extends Div {
    private static final long serialVersionUID = 1L;

    enum Mode {
        DEFAULT,
        FIXED,
        LIST,
        RANGE
    }

    private final transient Setting setting;
    private final Select<Mode> mode = new Select<>();
    private final Div inputs = new Div();
    private final Span fault = new Span();
    private final TextField values = text("Values");
    private final CheckboxGroup<String> choices = new CheckboxGroup<>("Values");
    private final TextField from = text("From");
    private final TextField to = text("To");
    private final TextField steps = text("Steps");
    private final Select<Axis.Scale> scale = new Select<>();
    private Method method = Method.GRID;

    AxisField(Setting setting, Runnable changed) {
        this.setting = setting;
        addClassName("odd-axis");
        String label = SettingText.label(setting.name());
        var name = new Span(label);
        name.addClassName("odd-strong");
        String range = SettingText.range(setting);
        var facts = new Span("default " + SettingText.value(setting.defaultValue())
                + (range.isEmpty() ? "" : RunMessages.DOT + range));
        facts.addClassName("odd-note");
        var words = new Div(name, facts);
        words.addClassName("odd-axis__name");
        words.getElement().setAttribute("title", setting.help());
        mode.setItems(isNumber() ? List.of(Mode.values()) : List.of(Mode.DEFAULT, Mode.FIXED, Mode.LIST));
        mode.setItemLabelGenerator(AxisField::text);
        mode.setAriaLabel("What the sweep does with " + label);
        mode.addClassName("odd-axis__mode");
        mode.setValue(Mode.DEFAULT);
        scale.setLabel("Scale");
        scale.setItems(Axis.Scale.values());
        scale.setItemLabelGenerator(s -> s == Axis.Scale.LOG ? "log" : "linear");
        choices.setItems(setting.type() == Setting.Type.BOOLEAN ? List.of("true", "false") : setting.choices());
        choices.setItemLabelGenerator(c -> c.equals("true") ? "on" : c.equals("false") ? "off" : c);
        values.addClassName("odd-axis__wide");
        choices.addClassName("odd-axis__wide");
        fill();
        inputs.addClassName("odd-axis__inputs");
        fault.addClassName("odd-fault");
        fault.getElement().setAttribute("role", "alert");
        add(words, mode, inputs, fault);
        mode.addValueChangeListener(e -> {
            arrange();
            changed.run();
        });
        Stream.of(values, from, to, steps).forEach(field -> field.addValueChangeListener(e -> changed.run()));
        scale.addValueChangeListener(e -> changed.run());
        choices.addValueChangeListener(e -> changed.run());
        arrange();
    }

    private boolean isNumber() {
        return setting.type() == Setting.Type.INTEGER || setting.type() == Setting.Type.NUMBER;
    }

    private static TextField text(String label) {
        var field = new TextField(label);
        field.setValueChangeMode(ValueChangeMode.LAZY);
        return field;
    }

    private static String text(Mode mode) {
        return switch (mode) {
            case DEFAULT -> "default";
            case FIXED -> "one value";
            case LIST -> "list of values";
            case RANGE -> "range";
        };
    }

    /** A start that makes sense: around the default. */
    private void fill() {
        values.setValue(SettingText.value(setting.defaultValue()));
        choices.setValue(Set.of(setting.defaultValue().toString()));
        scale.setValue(Axis.Scale.LINEAR);
        steps.setValue("3");
        if (setting.defaultValue() instanceof Number defaultValue) {
            double value = defaultValue.doubleValue();
            Double min = setting.min();
            Double max = setting.max();
            boolean around = value > 0 && max != null && max > value;
            double low = around ? value / 4 : min == null ? 0 : min;
            double high = around ? value * 4 : max == null ? 1 : max;
            from.setValue(SettingText.value(whole(min == null ? low : Math.max(min, low))));
            to.setValue(SettingText.value(whole(max == null ? high : Math.min(max, high))));
            scale.setValue(around ? Axis.Scale.LOG : Axis.Scale.LINEAR);
        }
    }

    private double whole(double value) {
        return setting.type() == Setting.Type.INTEGER ? Math.rint(value) : value;
    }

    private void arrange() {
        inputs.removeAll();
        boolean listed = setting.type() == Setting.Type.CHOICE || setting.type() == Setting.Type.BOOLEAN;
        boolean one = mode.getValue() == Mode.FIXED;
        boolean lists = setting.type() == Setting.Type.INTEGERS;
        values.setLabel(one ? "Value" : "Values");
        values.setHelperText(
                one
                        ? lists ? "One list, with commas between its numbers" : ""
                        : lists ? "Lists with semicolons between them" : "With commas between them");
        switch (mode.getValue()) {
            case DEFAULT -> {}
            case FIXED, LIST -> inputs.add(listed ? choices : values);
            case RANGE -> {
                inputs.add(from, to, scale);
                if (method == Method.GRID) {
                    inputs.add(steps);
                }
            }
        }
        inputs.setVisible(inputs.getComponentCount() > 0);
        setClassName("odd-axis--swept", mode.getValue() != Mode.DEFAULT);
    }

    /** A range is stepped through by a grid, and drawn from by a random sweep. */
    void setMethod(Method method) {
        this.method = method;
        arrange();
    }

    void fix(Object value) {
        mode.setValue(Mode.FIXED);
        values.setValue(SettingText.value(value));
        choices.setValue(Set.of(value.toString()));
    }

    Setting setting() {
        return setting;
    }

    /** The axis as the user has it; null for the default. */
    @Nullable Axis axis() {
        return switch (mode.getValue()) {
            case DEFAULT -> null;
            case FIXED -> fixed();
            case LIST -> new Axis.Values(list());
            case RANGE ->
                method == Method.RANDOM
                        ? new Axis.Draws(number(from), number(to), scale.getValue())
                        : new Axis.Steps(required(from), required(to), (int) required(steps), scale.getValue());
        };
    }

    private Axis fixed() {
        if (inputs.getChildren().anyMatch(c -> c == choices)) {
            var chosen = list();
            if (chosen.size() != 1) {
                throw wrong("takes one value here, not " + chosen.size() + ".");
            }
            return new Axis.Values(chosen);
        }
        return Axis.fixed(values.getValue().strip());
    }

    private List<String> list() {
        if (inputs.getChildren().anyMatch(c -> c == choices)) {
            var chosen = choices.getValue();
            return Stream.concat(setting.choices().stream(), Stream.of("true", "false"))
                    .filter(chosen::contains)
                    .toList();
        }
        return Stream.of(values.getValue().split(setting.type() == Setting.Type.INTEGERS ? ";" : "[,;]"))
                .map(String::strip)
                .filter(v -> !v.isEmpty())
                .toList();
    }

    private double required(TextField field) {
        Double number = number(field);
        if (number == null) {
            throw wrong("needs a number as \"" + field.getLabel() + "\".");
        }
        return number;
    }

    private @Nullable Double number(TextField field) {
        String text = field.getValue().strip();
        try {
            return text.isEmpty() ? null : Double.valueOf(text);
        } catch (NumberFormatException e) {
            throw wrong("takes a number as \"" + field.getLabel() + "\", not \"" + text + "\".");
        }
    }

    private SettingsException wrong(String sentence) {
        return new SettingsException(setting.name(), "\"" + setting.name() + "\" " + sentence);
    }

    /** Shows what is wrong; "" = nothing. */
    void show(String sentence) {
        fault.setText(sentence);
    }
}
