package oddboard.sweep;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import oddboard.detector.SettingsException;
import org.jspecify.annotations.Nullable;

/**
 * Axes as JSON has them: a plain value is fixed; {@code {"values":[..]}}, {@code {"from","to","steps","scale"}} and
 * {@code {"min","max","scale"}} are swept, scale being "linear" or "log".
 */
public final class AxisJson {
    private static final List<Set<String>> FORMS =
            List.of(Set.of("values"), Set.of("from", "to", "steps", "scale"), Set.of("min", "max", "scale"));

    private AxisJson() {}

    /** @throws SettingsException naming the setting */
    public static Axis read(String name, Object json) {
        if (!(json instanceof Map<?, ?> form)) {
            return Axis.fixed(json);
        }
        if (FORMS.stream().noneMatch(names -> names.containsAll(form.keySet()))) {
            throw fault(
                    name,
                    "takes a value, or {\"values\"}, {\"from\",\"to\",\"steps\",\"scale\"} or {\"min\",\"max\",\"scale\"}.");
        }
        if (form.get("values") instanceof List<?> values && values.stream().noneMatch(v -> v == null)) {
            return new Axis.Values(values);
        }
        if (form.containsKey("values")) {
            throw fault(name, "takes a list as its \"values\".");
        }
        Object given = form.get("scale");
        Axis.Scale scale = switch (given == null ? "linear" : given.toString()) {
            case "linear" -> Axis.Scale.LINEAR;
            case "log" -> Axis.Scale.LOG;
            default -> throw fault(name, "takes the scale \"linear\" or \"log\".");
        };
        if (form.containsKey("steps") || form.containsKey("from") || form.containsKey("to")) {
            double steps = required(name, "steps", form.get("steps"));
            return new Axis.Steps(
                    required(name, "from", form.get("from")),
                    required(name, "to", form.get("to")),
                    steps == Math.rint(steps) ? (int) steps : 0,
                    scale);
        }
        return new Axis.Draws(number(name, "min", form.get("min")), number(name, "max", form.get("max")), scale);
    }

    public static Object write(Axis axis) {
        Map<String, Object> form = new LinkedHashMap<>();
        switch (axis) {
            case Axis.Values values -> {
                if (values.values().size() == 1) {
                    return values.values().getFirst();
                }
                form.put("values", values.values());
            }
            case Axis.Steps steps -> {
                form.put("from", steps.from());
                form.put("to", steps.to());
                form.put("steps", steps.steps());
                form.put("scale", steps.scale().name().toLowerCase(Locale.ROOT));
            }
            case Axis.Draws draws -> {
                if (draws.min() != null) {
                    form.put("min", draws.min());
                }
                if (draws.max() != null) {
                    form.put("max", draws.max());
                }
                form.put("scale", draws.scale().name().toLowerCase(Locale.ROOT));
            }
        }
        return form;
    }

    private static double required(String name, String part, @Nullable Object value) {
        Double number = number(name, part, value);
        if (number == null) {
            throw fault(name, "needs \"" + part + "\" for its steps.");
        }
        return number;
    }

    private static @Nullable Double number(String name, String part, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw fault(name, "takes a number as \"" + part + "\", not \"" + value + "\".");
    }

    private static SettingsException fault(String name, String sentence) {
        return new SettingsException(name, "\"" + name + "\" " + sentence);
    }
}
