package oddboard.maintenance;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A table of the program's, as it stands in the schema; there is no list to forget.
 *
 * @param columns those that hold data: none that the database computes
 * @param needs tables that its foreign keys point to
 */
record Table(String name, List<String> columns, Set<String> needs) {
    /** Quartz's are made again from the jobs, workers register themselves, keys stay secret; the others are of this database alone. */
    private static final String NOT_KEPT =
            "^(qrtz_.*|flyway_schema_history|worker|blob_chunk|bucket_owner|storage_hold|webhook_secret)$";
    /** Files that are still on their way are sent again. */
    private static final Map<String, String> KEPT_ROWS =
            Map.of("blob", " where sha256 is not null", "partial_upload", " where upload_id is not null");

    /** All whose rows a backup holds, each after those that it needs. */
    static List<Table> all(Connection connection) throws SQLException {
        Map<String, Table> found = new LinkedHashMap<>();
        read(connection, """
                select c.relname, a.attname from pg_class c
                join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
                where c.relkind in ('r', 'p') and c.relnamespace = current_schema()::regnamespace and not c.relispartition
                order by c.relname, a.attnum""", row -> {
            if (!row.getString(1).matches(NOT_KEPT)) {
                found.computeIfAbsent(
                                row.getString(1), name -> new Table(name, new ArrayList<>(), new LinkedHashSet<>()))
                        .columns
                        .add(row.getString(2));
            }
        });
        read(connection, """
                select distinct c.relname, f.relname from pg_constraint k
                join pg_class c on c.oid = k.conrelid join pg_class f on f.oid = k.confrelid
                where k.contype = 'f' and c.relnamespace = current_schema()::regnamespace order by 1, 2""", row -> {
            if (found.containsKey(row.getString(1)) && !row.getString(1).equals(row.getString(2))) {
                found.get(row.getString(1)).needs.add(row.getString(2));
            }
        });
        return inOrder(found);
    }

    private static List<Table> inOrder(Map<String, Table> found) {
        Map<String, Table> ordered = new LinkedHashMap<>();
        while (ordered.size() < found.size()) {
            int before = ordered.size();
            found.values().stream()
                    .filter(t -> ordered.keySet().containsAll(t.needs))
                    .forEach(t -> ordered.putIfAbsent(t.name, t));
            if (ordered.size() == before) {
                throw new IllegalStateException("tables refer to each other in a circle: " + found.keySet());
            }
        }
        return List.copyOf(ordered.values());
    }

    /** One row a sequence of an identity column: table, column, value that was given last. */
    static List<BackupManifest.Sequence> sequences(Connection connection) throws SQLException {
        List<BackupManifest.Sequence> found = new ArrayList<>();
        read(
                connection,
                """
                select c.relname, a.attname, s.last_value from pg_attribute a
                join pg_class c on c.oid = a.attrelid and c.relnamespace = current_schema()::regnamespace
                join pg_sequences s on s.schemaname = current_schema()
                    and pg_get_serial_sequence(quote_ident(c.relname), a.attname)::regclass
                        = (quote_ident(s.schemaname) || '.' || quote_ident(s.sequencename))::regclass
                where a.attidentity <> '' and s.last_value is not null order by 1, 2""",
                row -> found.add(new BackupManifest.Sequence(row.getString(1), row.getString(2), row.getLong(3))));
        return found;
    }

    String copyOut() {
        return "copy (select " + columnList() + " from " + quote(name) + KEPT_ROWS.getOrDefault(name, "")
                + ") to stdout";
    }

    static String copyIn(String table, List<String> columns) {
        return "copy " + quote(table) + " (" + list(columns) + ") from stdin";
    }

    private String columnList() {
        return list(columns);
    }

    private static String list(List<String> columns) {
        return String.join(", ", columns.stream().map(Table::quote).toList());
    }

    static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** What a row of an answer is read by. */
    @FunctionalInterface
    interface Row {
        void read(ResultSet row) throws SQLException;
    }

    static void read(Connection connection, String sql, Row each) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                each.read(rows);
            }
        }
    }
}
