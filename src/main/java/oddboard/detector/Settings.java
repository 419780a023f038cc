package oddboard.detector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checked values for every described setting of one detector. Immutable. */
public final class Settings {
    /** Name of the setting that every detector has and whoever trains it minds. */
    public static final String CALIBRATION_SHARE = "calibrationShare";

    /** As {@link #CALIBRATION_SHARE}, of detectors that are trained in epochs. */
    public static final String VALIDATION_SHARE = "validationShare";

    private final Map<String, Object> values;
    private final Map<String, Object> stored;

    private Settings(Map<String, Object> values, List<Setting> described) {
        this.values = Collections.unmodifiableMap(values);
        Map<String, Object> kept = new LinkedHashMap<>(values);
        for (Setting setting : described) {
            if (setting.later()) {
                kept.remove(setting.name(), setting.defaultValue());
            }
        }
        stored = Collections.unmodifiableMap(kept);
    }

    /**
     * Checks what was given against the description and fills in the defaults.
     *
     * @param given values as JSON gives them: Number, Boolean, String or a list of Number (text such as "128,64" too)
     * @throws SettingsException naming the first setting that is unknown, of a wrong type or out of range
     */
    public static Settings of(List<Setting> described, Map<String, ?> given) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String name : given.keySet()) {
            if (described.stream().noneMatch(s -> s.name().equals(name))) {
                throw new SettingsException(
                        name,
                        "There is no setting \"" + name + "\"; this detector has "
                                + String.join(
                                        ", ",
                                        described.stream().map(Setting::name).toList()) + ".");
            }
        }
        for (Setting setting : described) {
            Object value = given.get(setting.name());
            values.put(setting.name(), value == null ? setting.defaultValue() : checked(setting, value));
        }
        return new Settings(values, described);
    }

    private static Object checked(Setting setting, Object value) {
        try {
            return switch (setting.type()) {
                case INTEGER -> inRange(setting, integer(value));
                case NUMBER ->
                    inRange(setting, value instanceof Number n ? n.doubleValue() : Double.parseDouble(text(value)));
                case BOOLEAN -> bool(value);
                case CHOICE -> choice(setting, value);
                case INTEGERS -> integers(setting, value);
                case BACKBONE -> backbone(value);
            };
        } catch (NumberFormatException | ArithmeticException e) {
            throw new SettingsException(
                    setting.name(),
                    "\"" + setting.name() + "\" must be "
                            + switch (setting.type()) {
                                case INTEGER -> "a whole number";
                                case NUMBER -> "a number";
                                case BOOLEAN -> "true or false";
                                case CHOICE -> "one of " + String.join(", ", setting.choices());
                                case INTEGERS -> "whole numbers such as 128, 64, 12";
                                case BACKBONE -> "\"" + BackboneName.BUILT_IN + "\" or the name of a backbone";
                            }
                            + ", not \"" + value + "\".");
        }
    }

    private static String text(Object value) {
        return String.valueOf(value).strip();
    }

    private static Integer integer(Object value) {
        double number = value instanceof Number n ? n.doubleValue() : Double.parseDouble(text(value));
        if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
            throw new NumberFormatException();
        }
        return (int) number;
    }

    private static Boolean bool(Object value) {
        return switch (text(value)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new NumberFormatException();
        };
    }

    private static String choice(Setting setting, Object value) {
        if (!setting.choices().contains(text(value))) {
            throw new NumberFormatException();
        }
        return text(value);
    }

    private static String backbone(Object value) {
        return BackboneName.parse(text(value))
                .orElseThrow(NumberFormatException::new)
                .toString();
    }

    private static List<Integer> integers(Setting setting, Object value) {
        List<?> parts =
                value instanceof List<?> list ? list : Arrays.asList(text(value).split("\\s*,\\s*"));
        List<Integer> numbers = new ArrayList<>();
        for (Object part : parts) {
            numbers.add(inRange(setting, integer(part)));
        }
        if (numbers.isEmpty() || numbers.size() > 16) {
            throw new NumberFormatException();
        }
        return List.copyOf(numbers);
    }

    private static <N extends Number> N inRange(Setting setting, N value) {
        double number = value.doubleValue();
        Double min = setting.min();
        Double max = setting.max();
        if (!Double.isFinite(number) || min != null && number < min || max != null && number > max) {
            throw new SettingsException(
                    setting.name(),
                    "\"" + setting.name() + "\" must lie between " + plain(min) + " and " + plain(max) + ", not "
                            + plain(number) + ".");
        }
        return value;
    }

    private static String plain(@Nullable Number number) {
        if (number == null) {
            return "no limit";
        }
        double d = number.doubleValue();
        return d == Math.rint(d) && Math.abs(d) < 1e9 ? Long.toString((long) d) : Double.toString(d);
    }

    public int integer(String name) {
        return (Integer) value(name);
    }

    public double number(String name) {
        return ((Number) value(name)).doubleValue();
    }

    public boolean flag(String name) {
        return (Boolean) value(name);
    }

    public String choice(String name) {
        return (String) value(name);
    }

    public BackboneName backbone(String name) {
        return BackboneName.parse(choice(name)).orElseThrow();
    }

    @SuppressWarnings("unchecked")
    public List<Integer> integers(String name) {
        return (List<Integer>) value(name);
    }

    /** All values, defaults included, in the description's order. */
    public Map<String, Object> asMap() {
        return values;
    }

    /** As {@link #asMap}, without what a later version added and nobody changed. */
    public Map<String, Object> stored() {
        return stored;
    }

    /** @throws IllegalArgumentException where there is no such setting */
    public Object value(String name) {
        Object value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no setting " + name);
        }
        return value;
    }
}
