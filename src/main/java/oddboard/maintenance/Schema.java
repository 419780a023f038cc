package oddboard.maintenance;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;

/** The database's tables as the program's migrations make them. */
final class Schema {
    private Schema() {}

    /** The newest migration that was applied; empty where there was none. */
    static Optional<String> level(Connection connection) throws SQLException {
        List<String> found = new ArrayList<>();
        Table.read(connection, "select to_regclass('flyway_schema_history') is not null", row -> {
            if (row.getBoolean(1)) {
                found.add("");
            }
        });
        if (!found.isEmpty()) {
            found.clear();
            Table.read(
                    connection,
                    "select version from flyway_schema_history where success and version is not null",
                    row -> found.add(row.getString(1)));
        }
        return found.stream().max(Comparator.comparing(MigrationVersion::fromVersion));
    }

    static boolean has(Connection connection, String table, String column) throws SQLException {
        try (var columns = connection.prepareStatement("""
                select from information_schema.columns
                where table_schema = current_schema() and table_name = ? and column_name = ?""")) {
            columns.setString(1, table);
            columns.setString(2, column);
            try (var rows = columns.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** All migrations of this program, oldest first. */
    static List<String> versions(DataSource database) {
        return Arrays.stream(Flyway.configure()
                        .dataSource(database)
                        .locations("classpath:db/migration")
                        .load()
                        .info()
                        .all())
                .filter(m -> m.getState().isResolved() && m.getVersion() != null)
                .map(m -> m.getVersion().getVersion())
                .toList();
    }

    /** @param level null for the newest */
    static void migrate(DataSource database, @Nullable String level) {
        var flyway = Flyway.configure().dataSource(database).locations("classpath:db/migration");
        if (level != null) {
            flyway.target(MigrationVersion.fromVersion(level));
        }
        flyway.load().migrate();
    }

    /** Removes every table; the caller knows that they are empty. */
    static void clear(DataSource database) {
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration")
                .cleanDisabled(false)
                .load()
                .clean();
    }
}
