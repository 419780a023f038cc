package oddboard.maintenance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import oddboard.storage.ContentReader;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks at everything that an Oddboard stands on. It changes nothing. */
public final class Doctor {
    private final DataSource database;
    private final Path home;
    private final Environment settings;

    Doctor(DataSource database, Path home, Environment settings) {
        this.database = database;
        this.home = home;
        this.settings = settings;
    }

    /**
     * All but the engine: that belongs to the processes that compute.
     *
     * @param sample how many contents are read and hashed, chosen at random; {@link Integer#MAX_VALUE} for all
     */
    public List<Check> look(int sample) {
        List<Check> found = new ArrayList<>(HomeChecks.of(home));
        found.addAll(SettingChecks.of(settings));
        JdbcClient jdbc = JdbcClient.create(database);
        DatabaseChecks checks = new DatabaseChecks(database, jdbc);
        Check reached = checks.reached();
        found.add(reached);
        if (reached.level() == Check.Level.FAIL) {
            return found;
        }
        found.addAll(guarded("database", checks::server));
        List<Check> tables = guarded("migrations", checks::tables);
        found.addAll(tables);
        if (tables.stream().allMatch(c -> c.level() == Check.Level.OK)) {
            found.addAll(guarded("workers", checks::workers));
            found.addAll(guarded("contents", () -> contents(jdbc, sample)));
            found.addAll(guarded("backup", checks::backup));
        }
        return found;
    }

    private List<Check> contents(JdbcClient jdbc, int sample) {
        try (ContentReader contents = Contents.reader(database, home, settings)) {
            List<Check> found = new ArrayList<>(BucketChecks.of(contents, Contents.settings(settings), jdbc));
            boolean answers = found.stream().noneMatch(c -> c.level() == Check.Level.FAIL);
            found.addAll(new BlobChecks(contents, jdbc, answers).look(sample));
            return found;
        }
    }

    /** What can't be looked at is a finding, too, and no reason to look at nothing else. */
    static List<Check> guarded(String topic, Supplier<List<Check>> look) {
        try {
            return look.get();
        } catch (RuntimeException e) {
            return List.of(Check.fail(
                    topic,
                    "This could not be looked at: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse("")));
        }
    }
}
