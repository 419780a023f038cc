package oddboard.storage;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which columns of which tables refer to blobs. The schema itself says so, by its foreign keys: there is no list to
 * forget.
 */
final class BlobReferences {
    private final JdbcClient jdbc;
    private volatile List<String> conditions = List.of();

    BlobReferences(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** SQL that is true of a row of {@code blob} to which nothing refers. */
    String none(String alias) {
        var found = conditions;
        if (found.isEmpty()) {
            found = jdbc.sql("""
                            select format('not exists (select 1 from %s where %I = ', c.conrelid::regclass, a.attname)
                            from pg_constraint c
                            join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
                            join pg_attribute f on f.attrelid = c.confrelid and f.attnum = c.confkey[1]
                            where c.contype = 'f' and c.confrelid = 'blob'::regclass and f.attname = 'sha256'
                            order by 1""").query(String.class).list();
            if (found.isEmpty()) {
                throw new IllegalStateException("no table refers to blobs");
            }
            conditions = found;
        }
        return "("
                + String.join(
                        " and ",
                        found.stream().map(one -> one + alias + ".sha256)").toList()) + ")";
    }
}
