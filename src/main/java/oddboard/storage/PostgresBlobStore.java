package oddboard.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Blobs as rows of 1 MiB, so that the database's backup holds everything. */
@Component
class PostgresBlobStore implements BlobStore {
    static final int CHUNK = 1 << 20;

    private final JdbcClient jdbc;
    private final DiskSpace disk;
    private final BlobRows rows;
    private final BlobCache cache;
    private final BlobReferences references;
    private final Digests digests = new Digests();

    PostgresBlobStore(JdbcClient jdbc, TransactionOperations transaction, BlobCache cache, DiskSpace disk) {
        this.jdbc = jdbc;
        this.disk = disk;
        this.rows = new BlobRows(jdbc, transaction);
        this.references = new BlobReferences(jdbc);
        this.cache = cache;
    }

    // Each chunk commits by itself: a slow upload must not hold a connection. Nobody sees a blob that has no hash yet.
    @Override
    public Blob put(InputStream bytes) throws IOException {
        var part = begin();
        try {
            part.append(0, bytes);
            return part.finish();
        } catch (IOException | RuntimeException e) {
            try {
                part.discard();
            } catch (DataAccessException also) {
                e.addSuppressed(also);
            }
            throw e;
        }
    }

    @Override
    public PartialBlob begin() {
        long id = jdbc.sql("insert into blob default values returning id")
                .query(Long.class)
                .single();
        return new PostgresPartialBlob(jdbc, disk, rows, digests, id);
    }

    @Override
    public PartialBlob resume(String handle) {
        return new PostgresPartialBlob(jdbc, disk, rows, digests, Long.parseLong(handle));
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
        try {
            jdbc.sql("delete from blob b where sha256 = :sha256 and " + references.none("b"))
                    .param("sha256", sha256)
                    .update();
        } catch (DataIntegrityViolationException e) {
            // Somebody began to refer to it at this moment.
        }
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
