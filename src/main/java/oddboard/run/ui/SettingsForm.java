package oddboard.run.ui;

import com.vaadin.flow.component.html.Div;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import oddboard.detector.Detector;
import oddboard.detector.SettingsException;

/** The form of a detector's settings, made from their descriptions. */
final class SettingsForm extends Div {
    private static final long serialVersionUID = 1L;
    private final transient List<SettingField> fields = new ArrayList<>();

    /**
     * @param backbones names of those that runs can use besides the built-in one
     * @param changed called after every change by the user
     */
    SettingsForm(Detector detector, Map<String, ?> values, List<String> backbones, Runnable changed) {
        addClassName("odd-form-grid");
        for (var setting : detector.settings()) {
            var field = new SettingField(setting, backbones, changed);
            Object value = values.get(setting.name());
            if (value != null) {
                field.set(value);
            }
            field.listen();
            fields.add(field);
            add(field);
        }
    }

    /** The values that differ from the defaults, by name; faulty ones too, for the check to name. */
    Map<String, Object> changed() {
        Map<String, Object> changed = new LinkedHashMap<>();
        fields.stream().filter(SettingField::isChanged).forEach(f -> changed.put(f.name(), f.value()));
        return changed;
    }

    /** Every value, by name. */
    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        fields.forEach(f -> values.put(f.name(), f.value()));
        return values;
    }

    /** Whether every value alone is right; the first that isn't gets the focus. */
    boolean check() {
        var faulty = fields.stream().filter(f -> !f.check()).toList();
        faulty.stream().findFirst().ifPresent(SettingField::focus);
        return faulty.isEmpty();
    }

    /** Shows the fault beside its field. */
    boolean show(SettingsException fault) {
        Optional<SettingField> field =
                fields.stream().filter(f -> f.name().equals(fault.setting())).findFirst();
        field.ifPresent(f -> {
            f.show(fault.getMessage());
            f.focus();
        });
        return field.isPresent();
    }

    void set(String name, Object value) {
        fields.stream().filter(f -> f.name().equals(name)).forEach(f -> f.set(value));
    }

    void reset(Detector detector) {
        for (int i = 0; i < fields.size(); i++) {
            fields.get(i).set(detector.settings().get(i).defaultValue());
        }
    }
}
