package oddboard.maintenance;

import java.util.ArrayList;
import java.util.List;
import oddboard.storage.StorageSettings;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;

/** Settings that are wrong, or that do not do what somebody hopes. */
final class SettingChecks {
    private SettingChecks() {}

    static List<Check> of(Environment settings) {
        List<Check> found = new ArrayList<>();
        Binder binder = Binder.get(settings);
        check(found, () -> binder.bindOrCreate("oddboard.retention", RetentionSettings.class), "oddboard.retention");
        check(found, () -> binder.bindOrCreate("oddboard.storage", StorageSettings.class), "oddboard.storage");
        for (String size : List.of(
                "oddboard.upload.max-size",
                "oddboard.storage.min-free",
                "oddboard.cache.max-size",
                "oddboard.quota.storage")) {
            check(found, () -> binder.bind(size, DataSize.class), size);
        }
        String url = settings.getProperty("spring.datasource.url", "");
        if (!url.isEmpty() && !url.startsWith("jdbc:postgresql:")) {
            found.add(Check.fail(
                    "settings",
                    "SPRING_DATASOURCE_URL is not an address of a PostgreSQL server: it begins with jdbc:postgresql:"));
        }
        if (url.contains("password=")) {
            found.add(Check.warn(
                    "settings",
                    "A password stands in SPRING_DATASOURCE_URL, where processes and logs may show it;"
                            + " use SPRING_DATASOURCE_PASSWORD."));
        }
        if (settings.getProperty("oddboard.bootstrap-token", "x".repeat(32)).length() < 32) {
            found.add(Check.fail(
                    "settings",
                    "ODDBOARD_BOOTSTRAP_TOKEN is shorter than 32 characters; Oddboard will not start with it."));
        }
        if (settings.getProperty("oddboard.public-url", "https:").startsWith("http:")) {
            found.add(Check.warn(
                    "settings",
                    "oddboard.public-url begins with http: passwords cross the network readable. Put TLS before it."));
        }
        if (found.isEmpty()) {
            found.add(Check.ok("settings", "The settings that were looked at fit."));
        }
        return found;
    }

    private static void check(List<Check> found, Runnable bind, String name) {
        try {
            bind.run();
        } catch (BindException e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            found.add(Check.fail("settings", name + " can't be understood: " + cause.getMessage()));
        }
    }
}
