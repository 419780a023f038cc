package oddboard.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the database and the home folder really take, which is more than the contents that are kept in them. */
@Component
public class DiskUse {
    private final JdbcClient jdbc;
    private final Path home;

    DiskUse(JdbcClient jdbc, @Value("${oddboard.home:${user.home}/.oddboard}") String home) {
        this.jdbc = jdbc;
        this.home = Path.of(home);
    }

    /**
     * All in bytes.
     *
     * @param contents tables of the contents of files, with what is unused in them
     * @param unused room in those tables that deleted contents left; new ones fill it before the tables grow
     * @param tables all other tables and their indexes
     * @param changeLog the database's write-ahead log; null where this user of the database may not look
     * @param cache contents that this machine keeps as files, and libraries
     * @param other logs, the reserve for a full disk, and files of running jobs
     * @param bucket contents that lie in object storage instead, as they were sent
     * @param objects how many those are
     */
    public record Parts(
            long contents,
            long unused,
            long tables,
            @Nullable Long changeLog,
            long cache,
            long other,
            long bucket,
            long objects) {}

    public Parts parts() {
        record Database(long contents, long all, long kept, long bucket, long objects) {}
        Database database = jdbc.sql("""
                        select pg_total_relation_size('blob_chunk'), pg_database_size(current_database()),
                            (select coalesce(sum(size), 0) from blob where object_key is null) + (
                                select coalesce(sum(length(bytes)), 0) from blob_chunk c join blob u on u.id = c.blob_id
                                where u.sha256 is null),
                            (select coalesce(sum(size), 0) from blob where object_key is not null),
                            (select count(*) from blob where object_key is not null)""")
                .query((row, n) ->
                        new Database(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)))
                .single();
        return new Parts(
                database.contents(),
                Math.max(0, database.contents() - database.kept()),
                Math.max(0, database.all() - database.contents()),
                changeLog(),
                size(home.resolve("cache")),
                size(home.resolve("logs")) + size(home.resolve("attempts")) + size(home.resolve("postgres/reserve")),
                database.bucket(),
                database.objects());
    }

    private @Nullable Long changeLog() {
        boolean may = jdbc.sql("select has_function_privilege('pg_ls_waldir()', 'execute')")
                .query(Boolean.class)
                .single();
        return may
                ? jdbc.sql("select coalesce(sum(size), 0)::bigint from pg_ls_waldir()")
                        .query(Long.class)
                        .single()
                : null;
    }

    private static long size(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.mapToLong(DiskUse::length).sum();
        } catch (IOException | UncheckedIOException e) {
            // Not there, or something went while it was looked at.
            return 0;
        }
    }

    private static long length(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            return 0;
        }
    }
}
