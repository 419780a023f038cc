package oddboard.registry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import oddboard.common.InputException;
import oddboard.registry.Method.Parameter;
import org.jspecify.annotations.Nullable;

/** Checked values of a method's parameters; those without a value are missing. */
record MethodParameters(Map<String, Object> values) {

    /** @throws InputException naming the first one that is unknown, no number or out of range */
    static MethodParameters of(Method method, Map<String, ?> given) {
        List<Parameter> known = Stream.concat(method.parameters().stream(), Method.COMMON.stream())
                .toList();
        for (String name : given.keySet()) {
            if (known.stream().noneMatch(p -> p.name().equals(name))) {
                throw refusal(
                        name,
                        "The method " + method.word() + " has no parameter \"" + name + "\"; it has "
                                + String.join(
                                        ", ",
                                        known.stream().map(Parameter::name).toList()) + ".");
            }
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (Parameter parameter : known) {
            Object value = given.get(parameter.name());
            if (value != null && !String.valueOf(value).isBlank()) {
                values.put(parameter.name(), checked(parameter, value));
            } else if (parameter.standard() != null) {
                values.put(parameter.name(), parameter.standard());
            }
        }
        return new MethodParameters(values);
    }

    private static Double checked(Parameter parameter, Object given) {
        double value;
        try {
            value = given instanceof Number n ? n.doubleValue() : Double.parseDouble(String.valueOf(given));
        } catch (NumberFormatException e) {
            throw refusal(parameter.name(), "\"" + parameter.name() + "\" must be a number, not \"" + given + "\".");
        }
        if (!(value >= parameter.min() && value <= parameter.max())) {
            throw refusal(
                    parameter.name(),
                    "\"" + parameter.name() + "\" must lie between " + parameter.min() + " and " + parameter.max()
                            + ", not " + value + ".");
        }
        return value;
    }

    static InputException refusal(String parameter, String sentence) {
        return new InputException("THRESHOLD_PARAMETER", "", parameter, sentence);
    }

    @Nullable Double find(String name) {
        return (Double) values.get(name);
    }

    double get(String name) {
        return Objects.requireNonNull(find(name));
    }
}
