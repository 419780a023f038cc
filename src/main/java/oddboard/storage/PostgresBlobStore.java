package oddboard.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Blobs as rows of 1 MiB, so that the database's backup holds everything. */
@Component
class PostgresBlobStore implements BlobStore {
    static final int CHUNK = 1 << 20;

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final BlobCache cache;

    PostgresBlobStore(JdbcClient jdbc, TransactionOperations transaction, BlobCache cache) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.cache = cache;
    }

    // Each chunk commits by itself: a slow upload must not hold a connection. Nobody sees a blob that has no hash yet.
    @Override
    public Blob put(InputStream bytes) throws IOException {
        removeUnfinished();
        long id = jdbc.sql("insert into blob default values returning id").query(Long.class).single();
        try {
            var digest = BlobCache.sha256();
            long size = 0;
            var chunk = new byte[CHUNK];
            for (int number = 0, read; (read = bytes.readNBytes(chunk, 0, CHUNK)) > 0; number++) {
                digest.update(chunk, 0, read);
                size = Math.addExact(size, read);
                jdbc.sql("insert into blob_chunk (blob_id, number, bytes) values (:id, :number, :bytes)")
                        .param("id", id)
                        .param("number", number)
                        .param("bytes", read == CHUNK ? chunk : Arrays.copyOf(chunk, read))
                        .update();
            }
            return finish(id, HexFormat.of().formatHex(digest.digest()), size);
        } catch (IOException | RuntimeException e) {
            forget(id, e);
            throw e;
        }
    }

    private Blob finish(long id, String sha256, long size) {
        return Objects.requireNonNull(transaction.execute(status -> {
            // Two puts of the same bytes end one after the other here.
            jdbc.sql("select 1 from pg_advisory_xact_lock(hashtextextended(:sha256, 0))")
                    .param("sha256", sha256).query(Integer.class).single();
            if (find(sha256).isPresent()) {
                jdbc.sql("delete from blob where id = :id").param("id", id).update();
            } else {
                int rows = jdbc.sql("update blob set sha256 = :sha256, size = :size, created_at = now() where id = :id")
                        .param("sha256", sha256).param("size", size).param("id", id).update();
                if (rows != 1) {
                    throw new IllegalStateException("The upload took longer than a day and was given up.");
                }
            }
            return new Blob(sha256, size);
        }));
    }

    private void forget(long id, Exception cause) {
        try {
            jdbc.sql("delete from blob where id = :id").param("id", id).update();
        } catch (DataAccessException e) {
            cause.addSuppressed(e);
        }
    }

    /** What a process that died left behind. */
    private void removeUnfinished() {
        jdbc.sql("delete from blob where sha256 is null and created_at < now() - interval '1 day'").update();
    }

    @Override
    public InputStream open(String sha256) throws IOException {
        var found = require(sha256);
        return new ChunkStream(jdbc, found.id(), found.size());
    }

    @Override
    public byte[] read(String sha256, long offset, int length) throws IOException {
        if (offset < 0 || length < 0) {
            throw new IllegalArgumentException("offset " + offset + ", length " + length);
        }
        if (length == 0) {
            return new byte[0];
        }
        long end = Math.addExact(offset, length);
        var parts = jdbc.sql("""
                        select substring(c.bytes
                                   from (greatest(:offset - c.start, 0) + 1)::int
                                   for (least(:end, c.start + :chunk) - greatest(:offset, c.start))::int)
                        from (select number, number::bigint * :chunk as start, bytes
                              from blob_chunk
                              where blob_id = (select id from blob where sha256 = :sha256)
                                and number between :first and :last) c
                        order by c.number""")
                .param("sha256", sha256)
                .param("offset", offset)
                .param("end", end)
                .param("chunk", (long) CHUNK)
                .param("first", offset / CHUNK)
                .param("last", (end - 1) / CHUNK)
                .query((row, n) -> row.getBytes(1))
                .list();
        var bytes = new byte[length];
        int filled = 0;
        for (var part : parts) {
            System.arraycopy(part, 0, bytes, filled, part.length);
            filled += part.length;
        }
        if (filled != length) {
            long size = require(sha256).size();
            throw new IOException("blob " + sha256 + " has " + size + " bytes, not " + length + " from " + offset);
        }
        return bytes;
    }

    @Override
    public Path cached(String sha256) throws IOException {
        return cache.get(new Blob(sha256, require(sha256).size()), () -> open(sha256));
    }

    @Override
    public void delete(String sha256) {
        jdbc.sql("delete from blob where sha256 = :sha256").param("sha256", sha256).update();
    }

    private Row require(String sha256) throws IOException {
        return find(sha256).orElseThrow(() -> new IOException("there is no blob " + sha256));
    }

    private Optional<Row> find(String sha256) {
        return jdbc.sql("select id, size from blob where sha256 = :sha256")
                .param("sha256", sha256)
                .query((row, n) -> new Row(row.getLong("id"), row.getLong("size")))
                .optional();
    }

    private record Row(long id, long size) {}
}
