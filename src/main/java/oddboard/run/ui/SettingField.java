package oddboard.run.ui;

import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.shared.HasValidationProperties;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import oddboard.detector.BackboneName;
import oddboard.detector.Setting;
import oddboard.detector.Settings;
import oddboard.detector.SettingsException;

/** One setting of a detector, made from its description; says when it differs from the default, and goes back to it. */
final class SettingField extends Div {
    private static final long serialVersionUID = 1L;
    private final transient Setting setting;
    private final Component input;
    private final Span fault = new Span();
    private final Button reset = new Button();
    private final transient Runnable changed;

    /** @param backbones names of those that runs can use besides the built-in one */
    SettingField(Setting setting, List<String> backbones, Runnable changed) {
        this.setting = setting;
        this.changed = changed;
        addClassName("odd-setting");
        input = switch (setting.type()) {
            case INTEGER, NUMBER, INTEGERS -> text();
            case BOOLEAN -> flag();
            case CHOICE -> choice(setting.choices());
            case BACKBONE ->
                choice(Stream.concat(Stream.of(BackboneName.BUILT_IN), backbones.stream())
                        .toList());
        };
        String defaultValue = SettingText.value(setting.defaultValue());
        String range = SettingText.range(setting);
        var facts = new Span("default " + defaultValue + (range.isEmpty() ? "" : RunMessages.DOT + range));
        facts.addClassName("odd-note");
        var help = new Span(setting.help());
        help.addClassName("odd-note");
        reset.setText("Back to " + defaultValue);
        reset.addClassName("odd-link-button");
        reset.addClickListener(e -> set(setting.defaultValue()));
        fault.addClassName("odd-fault");
        fault.getElement().setAttribute("role", "alert");
        var line = new Div(facts, reset);
        line.addClassName("odd-setting__facts");
        add(input, line, help);
        if (setting.type() == Setting.Type.BOOLEAN) {
            add(fault);
        }
        set(setting.defaultValue());
    }

    private Component text() {
        var field = new TextField(SettingText.label(setting.name()));
        field.setValueChangeMode(ValueChangeMode.LAZY);
        if (setting.type() != Setting.Type.INTEGERS) {
            field.getElement().setAttribute("inputmode", "decimal");
        }
        return field;
    }

    private Component flag() {
        return new Checkbox(SettingText.label(setting.name()));
    }

    private Component choice(List<String> choices) {
        var field = new Select<String>();
        field.setLabel(SettingText.label(setting.name()));
        field.setItems(choices);
        return field;
    }

    String name() {
        return setting.name();
    }

    /** As {@link Settings#of} takes it. */
    Object value() {
        Object value = ((HasValue<?, ?>) input).getValue();
        return value == null ? "" : value;
    }

    void set(Object value) {
        switch (input) {
            case TextField field -> field.setValue(SettingText.value(value));
            case Checkbox box -> box.setValue(Boolean.parseBoolean(value.toString()));
            default ->
                select().setValue(
                                setting.type() == Setting.Type.BACKBONE
                                        ? BackboneName.parse(value.toString())
                                                .map(BackboneName::name)
                                                .orElse(BackboneName.BUILT_IN)
                                        : value.toString());
        }
        check();
    }

    @SuppressWarnings("unchecked")
    private Select<String> select() {
        return (Select<String>) input;
    }

    /** Follows the user from now on; not before, so that filling the form in notifies nobody. */
    void listen() {
        ((AbstractField<?, ?>) input).addValueChangeListener(e -> {
            check();
            changed.run();
        });
    }

    /** Checks this value alone, and marks it where it differs from the default. */
    boolean check() {
        try {
            var settings = Settings.of(List.of(setting), Map.of(setting.name(), value()));
            show("");
            mark(!SettingText.same(settings.asMap().get(setting.name()), setting.defaultValue()));
            return true;
        } catch (SettingsException e) {
            show(e.getMessage());
            mark(true);
            return false;
        }
    }

    private void mark(boolean differs) {
        setClassName("odd-setting--changed", differs);
        reset.setVisible(differs);
    }

    boolean isChanged() {
        return getClassNames().contains("odd-setting--changed");
    }

    /** Shows what is wrong with the value; "" = nothing. */
    void show(String sentence) {
        if (input instanceof HasValidationProperties field) {
            field.setInvalid(!sentence.isEmpty());
            field.setErrorMessage(sentence);
        }
        fault.setText(sentence);
    }

    void focus() {
        if (input instanceof Focusable<?> focusable) {
            focusable.focus();
        }
    }
}
