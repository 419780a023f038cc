package oddboard.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Reads the audit log, newest first; whom it may be shown is for the caller to see to. */
@Service
public class AuditLog {
    /** As the index has it. */
    private static final String WORDS = """
            to_tsvector('simple', regexp_replace(who || ' ' || action || ' ' || object || ' ' || detail || ' ' || address
                || ' ' || via, '[^[:alnum:]]+', ' ', 'g'))""";

    private final JdbcClient jdbc;

    AuditLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param before the place from which to continue; null for the newest */
    public List<AuditEntry> page(AuditFilter filter, @Nullable AuditPosition before, int limit) {
        Map<String, Object> values = new HashMap<>(Map.of("limit", limit));
        return jdbc.sql(sql(filter, before, values))
                .params(values)
                .query(AuditLog::entry)
                .list();
    }

    /** How a user came and went, and who tried to in their name; {@code object} is {@code user 3}. */
    public List<AuditEntry> sessions(String object, int limit) {
        return jdbc.sql("""
                        select * from audit where object = :object and split_part(action, '.', 1) = 'session'
                        order by at desc, id desc limit :limit
                        """)
                .param("object", object)
                .param("limit", limit)
                .query(AuditLog::entry)
                .list();
    }

    /** Every action that there is an entry of, by name. */
    public List<String> actions() {
        // From one to the next by the index: as fast with a million entries as with one of each.
        return jdbc.sql("""
                        with recursive one as (
                            (select action from audit order by action limit 1)
                            union all
                            select (select action from audit a where a.action > one.action order by a.action limit 1)
                            from one where one.action is not null)
                        select action from one where action is not null
                        """).query(String.class).list();
    }

    static String sql(AuditFilter filter, @Nullable AuditPosition before, Map<String, Object> values) {
        List<String> terms = new ArrayList<>();
        put(terms, values, "lower(who) = lower(:who)", "who", filter.who());
        put(
                terms,
                values,
                filter.action().contains(".") ? "action = :action" : "split_part(action, '.', 1) = :action",
                "action",
                filter.action());
        put(terms, values, "object = :object", "object", filter.object());
        put(terms, values, WORDS + " @@ to_tsquery('simple', :words)", "words", query(filter.words()));
        if (filter.from() != null) {
            put(terms, values, "at >= :from", "from", OffsetDateTime.ofInstant(filter.from(), ZoneOffset.UTC));
        }
        if (filter.to() != null) {
            put(terms, values, "at < :to", "to", OffsetDateTime.ofInstant(filter.to(), ZoneOffset.UTC));
        }
        if (before != null) {
            values.put("id", before.id());
            put(terms, values, "(at, id) < (:at, :id)", "at", OffsetDateTime.ofInstant(before.at(), ZoneOffset.UTC));
        }
        return "select * from audit" + (terms.isEmpty() ? "" : " where " + String.join(" and ", terms))
                + " order by at desc, id desc limit :limit";
    }

    private static void put(List<String> terms, Map<String, Object> values, String term, String name, Object value) {
        if (!value.equals("")) {
            terms.add(term);
            values.put(name, value);
        }
    }

    /** Letters and digits alone, so that no sign of the query language is left. */
    private static String query(String words) {
        return Stream.of(words.split("[^\\p{L}\\p{N}]+"))
                .filter(w -> !w.isEmpty())
                .map(w -> w + ":*")
                .collect(Collectors.joining(" & "));
    }

    private static AuditEntry entry(ResultSet row, int number) throws SQLException {
        return new AuditEntry(
                row.getLong("id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getLong("account_id"),
                row.getString("who"),
                row.getString("action"),
                row.getString("object"),
                row.getString("detail"),
                row.getString("address"),
                row.getString("via"));
    }
}
