package oddboard.node;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The few settings that are needed before Spring starts: command line, then system properties, then environment. */
final class Arguments {
    /** What a child process is told otherwise, or must not hear at all. */
    private static final Set<String> KEPT_HERE = Set.of("oddboard.role", "oddboard.home", "oddboard.worker.devices");

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
    @Nullable String get(String name) {
        String value = given.get(name);
        if (value == null) {
            value = System.getProperty(name);
        }
        if (value == null) {
            value = environment.get(variable(name));
        }
        return value == null || value.isBlank() ? null : value.strip();
    }

    private static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replace('.', '_').replace("-", "");
    }

    /** What the command line says of names with this beginning, in the environment's form: for a child process. */
    Map<String, String> asEnvironment(String beginning) {
        Map<String, String> variables = new HashMap<>();
        given.forEach((name, value) -> {
            if (name.startsWith(beginning) && !KEPT_HERE.contains(name)) {
                variables.put(variable(name), value);
            }
        });
        return variables;
    }

    String get(String name, String otherwise) {
        String value = get(name);
        return value == null ? otherwise : value;
    }
}
