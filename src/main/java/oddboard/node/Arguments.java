package oddboard.node;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The few settings that are needed before Spring starts: command line, then system properties, then environment. */
final class Arguments {
    private final Map<String, String> given = new HashMap<>();
    private final Map<String, String> environment;

    Arguments(String[] args, Map<String, String> environment) {
        this.environment = environment;
        for (String arg : args) {
            int equals = arg.indexOf('=');
            if (arg.startsWith("--") && equals > 0) {
                given.put(arg.substring(2, equals), arg.substring(equals + 1));
            }
        }
    }

    /** The value of a dotted name; the environment's form is upper case with underscores. */
    @Nullable
    String get(String name) {
        String value = given.get(name);
        if (value == null) {
            value = System.getProperty(name);
        }
        if (value == null) {
            value = environment.get(name.toUpperCase(Locale.ROOT).replace('.', '_').replace("-", ""));
        }
        return value == null || value.isBlank() ? null : value.strip();
    }

    String get(String name, String otherwise) {
        String value = get(name);
        return value == null ? otherwise : value;
    }
}
