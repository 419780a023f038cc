package oddboard.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import oddboard.testing.Slow;
import oddboard.testing.TestDatabase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * While an upgrade is under way, and after a downgrade, a program that knows an earlier migration works on the tables of the
 * newest: it finds its columns, of the types that it reads, and what it writes is accepted without the columns that it does not know.
 */
@Slow
class EarlierProgramTest {
    /** The rule that migrations only add is as old as this; all releases since are covered, the one before the newest with them. */
    private static final String OLDEST = "025";

    @Test
    void readsAndWritesTheTablesOfTheNewestMigration() throws Exception {
        Map<String, String> known;
        Map<String, List<String>> written = new TreeMap<>();
        var earlier = database(OLDEST);
        var newest = database("latest");
        try {
            JdbcClient old = JdbcClient.create(earlier);
            Filler filler = new Filler(old);
            List<String> empty = filler.tables().stream()
                    .filter(table -> rows(old, table).isEmpty())
                    .toList();
            assertThat(filler.fill()).isEmpty();
            known = columns(old);
            empty.forEach(table -> written.put(table, rows(old, table)));
            assertThat(written.values()).noneMatch(List::isEmpty).hasSizeGreaterThan(30);

            JdbcClient now = JdbcClient.create(newest);
            Map<String, String> there = columns(now);
            assertThat(there).as("what it reads").containsAllEntriesOf(known);
            assertThat(there).as("there is something that it does not know").hasSizeGreaterThan(known.size());
            assertThat(refused(now, written, known)).as("what it writes").isEmpty();
            written.forEach(
                    (table, rows) -> assertThat(rows(now, table)).as(table).hasSizeGreaterThanOrEqualTo(rows.size()));
        } finally {
            earlier.destroy();
            newest.destroy();
        }
    }

    /** Rows that others refer to first; so what fails is tried again until a whole round brings nothing. */
    private static Set<String> refused(JdbcClient sql, Map<String, List<String>> written, Map<String, String> known) {
        Map<String, List<String>> left = new LinkedHashMap<>();
        written.forEach((table, rows) -> left.put(table, new ArrayList<>(rows)));
        Set<String> faults = new LinkedHashSet<>();
        for (boolean progress = true; progress; ) {
            progress = false;
            faults.clear();
            for (var entry : left.entrySet()) {
                for (Iterator<String> rows = entry.getValue().iterator(); rows.hasNext(); ) {
                    try {
                        insert(sql, entry.getKey(), rows.next(), known);
                        rows.remove();
                        progress = true;
                    } catch (DataIntegrityViolationException e) {
                        faults.add(
                                entry.getKey() + ": " + e.getMostSpecificCause().getMessage());
                    }
                }
            }
        }
        return faults;
    }

    private static void insert(JdbcClient sql, String table, String row, Map<String, String> known) {
        Set<String> computed =
                Set.copyOf(sql.sql("""
                        select attname from pg_attribute where attrelid = cast(:t as regclass) and attgenerated <> ''
                        """).param("t", table).query(String.class).list());
        String names = known.keySet().stream()
                .filter(column -> column.startsWith(table + "."))
                .map(column -> column.substring(table.length() + 1))
                .filter(column -> !computed.contains(column))
                .collect(Collectors.joining(", "));
        sql.sql("insert into " + table + " (" + names + ") overriding system value select " + names
                        + " from json_populate_record(null::" + table + ", cast(:row as json))")
                .param("row", row)
                .update();
    }

    private static List<String> rows(JdbcClient sql, String table) {
        return sql.sql("select row_to_json(t)::text from " + table + " t")
                .query(String.class)
                .list();
    }

    /** table.column with its type. */
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

    private static SingleConnectionDataSource database(String target) throws Exception {
        DataSource database = TestDatabase.emptyDataSource();
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration")
                .target(target)
                .load()
                .migrate();
        return new SingleConnectionDataSource(database.getConnection(), true);
    }
}
