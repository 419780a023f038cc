package oddboard.node;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * The few settings that are needed before Spring starts: command line, then system properties, then environment, then the
 * settings files that Spring will read.
 */
final class Arguments {
    /** What a child process is told otherwise, or must not hear at all. */
    private static final Set<String> KEPT_HERE = Set.of("oddboard.role", "oddboard.home", "oddboard.worker.devices");

    /** What whoever keeps workers has to know of them, too. */
    private static final List<String> OF_WORKERS = List.of(
            "oddboard.worker.alive-file",
            "oddboard.worker.labels",
            "oddboard.worker.max-jobs",
            "oddboard.worker.until-idle");

    private final Map<String, String> given = new HashMap<>();
    private final Map<String, String> environment;
    private final String[] args;
    private @Nullable Environment files;

    Arguments(String[] args, Map<String, String> environment) {
        this.args = args;
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
        if (value == null) {
            value = files().getProperty(name);
        }
        return value == null || value.isBlank() ? null : value.strip();
    }

    private Environment files() {
        Environment read = files;
        if (read == null) {
            StandardEnvironment all = new StandardEnvironment();
            all.getPropertySources().addFirst(new SimpleCommandLinePropertySource(args));
            try {
                ConfigDataEnvironmentPostProcessor.applyTo(all);
            } catch (RuntimeException e) {
                throw new StartException("The settings files can't be read: " + e.getMessage());
            }
            read = all;
            files = read;
        }
        return read;
    }

    /** What is set for workers, wherever, of what a process that keeps them has to know. */
    Map<String, String> ofWorkers() {
        Map<String, String> variables = new HashMap<>();
        for (String name : OF_WORKERS) {
            String value = get(name);
            if (value != null) {
                variables.put(variable(name), value);
            }
        }
        return variables;
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
