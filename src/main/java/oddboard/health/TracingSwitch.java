package oddboard.health;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** Leaves OpenTelemetry out of a program that was given no address for traces: none of its threads, no connection. */
final class TracingSwitch implements AutoConfigurationImportFilter, EnvironmentAware {
    static final String ADDRESS = "management.opentelemetry.tracing.export.otlp.endpoint";
    private static final String TRACING = "org.springframework.boot.micrometer.tracing.";
    private static final String TELEMETRY = "org.springframework.boot.opentelemetry.";
    /** What is logged goes to the standard output alone. */
    private static final String LOGGING = TELEMETRY + "autoconfigure.logging.";

    private @Nullable Environment environment;

    @Override
    public void setEnvironment(Environment environment) {
        this.environment = environment;
    }

    @Override
    public boolean[] match(@Nullable String[] classes, AutoConfigurationMetadata metadata) {
        boolean on = isOn(Objects.requireNonNull(environment));
        boolean[] wanted = new boolean[classes.length];
        for (int i = 0; i < classes.length; i++) {
            String name = classes[i];
            boolean telemetry = name != null && (name.startsWith(TRACING) || name.startsWith(TELEMETRY));
            wanted[i] = !telemetry || on && !name.startsWith(LOGGING);
        }
        return wanted;
    }

    static boolean isOn(Environment environment) {
        return StringUtils.hasText(environment.getProperty(ADDRESS));
    }
}
