package oddboard.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import oddboard.testing.Slow;
import oddboard.testing.TestDatabase;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Data of an earlier version goes through every later migration, one after the other, and all of it is there afterwards. Each
 * table is filled before the next migration comes, so a new migration is tried on data without anybody doing a thing.
 */
@Slow
class UpgradeTest {
    /** Data as of here is the oldest that is looked after. */
    private static final String OLDEST = "021";
    /** Rows that a migration is meant to change: "V030 table.column" and why. */
    private static final Map<String, String> MEANT = Map.of();

    @Test
    void everyMigrationKeepsWhatWasStored() throws Exception {
        DataSource database = TestDatabase.emptyDataSource();
        migrate(database, OLDEST);
        List<String> later = Arrays.stream(flyway(database, "latest").info().pending())
                .map(MigrationInfo::getVersion)
                .map(Object::toString)
                .toList();
        assertThat(later).as("migrations after V" + OLDEST).isNotEmpty();
        var single = new SingleConnectionDataSource(database.getConnection(), true);
        try {
            JdbcClient sql = JdbcClient.create(single);
            Filler filler = new Filler(sql);
            for (String version : later) {
                assertThat(filler.fill())
                        .as("tables that stay empty before V" + version + "; teach Filler their rule")
                        .isEmpty();
                Map<String, List<String>> before = contents(sql, filler.tables(), columns(sql));
                Map<String, String> columns = columns(sql);
                migrate(database, version);
                Map<String, String> now = columns(sql);
                columns.keySet()
                        .forEach(column -> assertThat(now.keySet().contains(column)
                                        || MEANT.containsKey("V" + version + " " + column))
                                .as("V" + version + " keeps " + column + ", which the version before still reads")
                                .isTrue());
                Map<String, List<String>> after = contents(sql, before.keySet(), columns);
                before.forEach((table, rows) -> {
                    if (!MEANT.containsKey("V" + version + " " + table)) {
                        assertThat(after.get(table))
                                .as(table + " after V" + version)
                                .containsAll(rows);
                    }
                });
            }
            assertThat(filler.fill())
                    .as("tables that stay empty at the newest version; teach Filler their rule")
                    .isEmpty();
        } finally {
            single.destroy();
        }
    }

    /** table.column -> its columns' list is asked of the catalogue, so that later columns are left out of a comparison. */
    private static Map<String, String> columns(JdbcClient sql) {
        Map<String, String> all = new TreeMap<>();
        sql.sql("""
                select c.relname || '.' || a.attname, format_type(a.atttypid, a.atttypmod) from pg_attribute a
                join pg_class c on c.oid = a.attrelid
                where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
                    and c.relname <> 'flyway_schema_history'
                """).query(row -> {
            all.put(row.getString(1), row.getString(2));
        });
        return all;
    }

    /** Every row of a table as text, in the columns that are named. */
    private static Map<String, List<String>> contents(
            JdbcClient sql, Iterable<String> tables, Map<String, String> columns) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        Map<String, String> there = columns(sql);
        for (String table : tables) {
            String names = columns.keySet().stream()
                    .filter(c -> c.startsWith(table + ".") && there.containsKey(c))
                    .map(c -> c.substring(c.indexOf('.') + 1))
                    .collect(Collectors.joining(", "));
            all.put(
                    table,
                    sql.sql("select row(" + names + ")::text from " + table)
                            .query(String.class)
                            .list());
        }
        return all;
    }

    private static Flyway flyway(DataSource database, String target) {
        return Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration")
                .target(target)
                .load();
    }

    private static void migrate(DataSource database, String target) {
        flyway(database, target).migrate();
    }
}
