package oddboard.upgrade;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts rows into every table that has none, whatever its columns: one with all columns set, one with only those that must be. */
final class Filler {
    private static final Pattern WORD = Pattern.compile("'([^']+)'::text");
    private final JdbcClient sql;

    Filler(JdbcClient sql) {
        this.sql = sql;
    }

    private record Column(String name, String type, boolean required, boolean given) {}

    List<String> tables() {
        return sql.sql("""
                select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
                    and relname <> 'flyway_schema_history' order by relname
                """).query(String.class).list();
    }

    /** @return tables that stay empty, each with the reason */
    Set<String> fill() {
        Set<String> left = new LinkedHashSet<>();
        // Those that others refer to come first, so what fails now may succeed in a later round.
        for (int before = -1; left.size() != before || before == -1; ) {
            before = before == -1 ? Integer.MAX_VALUE : left.size();
            left.clear();
            for (String table : tables()) {
                if (isEmpty(table)) {
                    fill(table, left);
                }
            }
            if (left.isEmpty()) {
                return left;
            }
        }
        return left;
    }

    private boolean isEmpty(String table) {
        return !sql.sql("select exists (select from " + table + ")")
                .query(Boolean.class)
                .single();
    }

    private void fill(String table, Set<String> left) {
        List<Column> columns = columns(table);
        String fault = "";
        for (boolean all : new boolean[] {true, false}) {
            List<Column> chosen = columns.stream()
                    .filter(c -> !c.given() || all && !c.required())
                    .filter(c -> all || c.required())
                    .toList();
            try {
                insert(table, without(table, chosen), all ? 1 : 2);
            } catch (DataIntegrityViolationException e) {
                fault = String.valueOf(e.getMostSpecificCause().getMessage())
                        .lines()
                        .findFirst()
                        .orElse("");
            }
        }
        if (isEmpty(table)) {
            left.add(table + ": " + fault);
        }
    }

    /** An image has a score, or a reason for having none. */
    private static List<Column> without(String table, List<Column> columns) {
        if (!table.equals("scoring_image")) {
            return columns;
        }
        return columns.stream().filter(c -> !c.name().equals("error_code")).toList();
    }

    private void insert(String table, List<Column> columns, int number) {
        if (columns.isEmpty()) {
            sql.sql("insert into " + table + " default values").update();
            return;
        }
        String names = columns.stream().map(Column::name).collect(Collectors.joining(", "));
        String values = columns.stream().map(c -> value(table, c, number)).collect(Collectors.joining(", "));
        sql.sql("insert into " + table + " (" + names + ") values (" + values + ")")
                .update();
    }

    private List<Column> columns(String table) {
        return sql
                .sql("""
                select a.attname, format_type(a.atttypid, null), a.attnotnull and not a.atthasdef and a.attidentity = '',
                    a.attidentity <> '' or a.attgenerated <> ''
                from pg_attribute a where a.attrelid = cast(:t as regclass) and a.attnum > 0 and not a.attisdropped order by a.attnum
                """)
                .param("t", table)
                .query((r, n) -> new Column(r.getString(1), r.getString(2), r.getBoolean(3), r.getBoolean(4)))
                .list()
                .stream()
                .filter(c -> !c.given())
                .toList();
    }

    /** An expression: a referenced row's key, a word that the column's check allows, or something of the type. */
    private String value(String table, Column column, int number) {
        var reference = sql.sql("""
                select c.confrelid::regclass::text || '.' || f.attname
                from pg_constraint c join pg_attribute f on f.attrelid = c.confrelid and f.attnum = c.confkey[array_position(c.conkey,
                    (select attnum from pg_attribute where attrelid = c.conrelid and attname = :c))]
                where c.contype = 'f' and c.conrelid = cast(:t as regclass)
                    and (select attnum from pg_attribute where attrelid = c.conrelid and attname = :c) = any(c.conkey) limit 1
                """)
                .param("t", table)
                .param("c", column.name())
                .query(String.class)
                .optional();
        if (reference.isPresent()) {
            String[] to = reference.get().split("\\.");
            String any = "(select " + to[1] + " from " + to[0] + " where " + to[1] + " is not null order by 1 offset "
                    + (number - 1) + " limit 1)";
            return "coalesce(" + any + ", (select max(" + to[1] + ") from " + to[0] + "))";
        }
        List<String> words = new ArrayList<>();
        sql.sql("""
                select pg_get_constraintdef(c.oid) from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid
                    and a.attnum = any(c.conkey) and a.attname = :c
                where c.contype = 'c' and c.conrelid = cast(:t as regclass) and cardinality(c.conkey) = 1
                """)
                .param("t", table)
                .param("c", column.name())
                .query(String.class)
                .list()
                .forEach(check -> {
                    for (Matcher word = WORD.matcher(check); check.contains("ANY") && word.find(); ) {
                        words.add(word.group(1));
                    }
                });
        if (!words.isEmpty()) {
            return "'" + words.get(number % words.size()) + "'";
        }
        return switch (column.type()) {
            case "bigint", "integer", "smallint", "numeric" -> Integer.toString(number);
            case "double precision", "real" -> "0." + number;
            case "boolean" -> "true";
            case "json", "jsonb" -> "'{}'";
            case "bytea" -> "decode(md5('" + table + number + "'), 'hex')";
            case "timestamp with time zone" -> "now()";
            case "date" -> "current_date - " + number;
            case "uuid" -> "md5('" + table + number + "')::uuid";
            case "inet" -> "'10.0.0." + number + "'";
            case "interval" -> "interval '1 hour'";
            default ->
                column.type().endsWith("[]")
                        ? "'{}'"
                        : column.name().contains("sha256")
                                ? "repeat('" + number + "', 64)"
                                : "'" + column.name().charAt(0) + number + "'";
        };
    }
}
