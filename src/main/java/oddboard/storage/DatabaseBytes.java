package oddboard.storage;

import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import oddboard.common.Sha256;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Bytes as rows of 1 MiB, so that the database's backup holds everything. */
final class DatabaseBytes implements ByteStore {
    static final int CHUNK = 1 << 20;

    private final JdbcClient jdbc;
    private final DiskSpace disk;
    private final BlobRows rows;

    DatabaseBytes(JdbcClient jdbc, DiskSpace disk, BlobRows rows) {
        this.jdbc = jdbc;
        this.disk = disk;
        this.rows = rows;
    }

    @Override
    public int piece() {
        return CHUNK;
    }

    // Each chunk commits by itself: a slow upload must not hold a connection. Nobody sees a blob that has no hash yet.
    @Override
    public Written write(InputStream bytes) throws IOException {
        var writer = UUID.randomUUID().toString();
        long id = jdbc.sql("insert into blob (writer) values (:writer) returning id")
                .param("writer", writer)
                .query(Long.class)
                .single();
        var digest = Sha256.start();
        var chunks = new ChunkWriter(jdbc, disk, id, writer, digest);
        try {
            chunks.write(0, new byte[0], bytes);
            return new Written(new Location(id, chunks.size(), null), Sha256.hex(digest));
        } catch (IOException | RuntimeException e) {
            rows.discard(id, e);
            throw e;
        }
    }

    @Override
    public byte[] read(Location at, long offset, int length) throws IOException {
        long end = offset + length;
        var parts = jdbc.sql("""
                        select substring(c.bytes
                                   from (greatest(:offset - c.start, 0) + 1)::int
                                   for (least(:end, c.start + :chunk) - greatest(:offset, c.start))::int)
                        from (select number, number::bigint * :chunk as start, bytes
                              from blob_chunk
                              where blob_id = :id and number between :first and :last) c
                        order by c.number""")
                .param("id", at.id())
                .param("offset", offset)
                .param("end", end)
                .param("chunk", (long) CHUNK)
                .param("first", offset / CHUNK)
                .param("last", (end - 1) / CHUNK)
                .query((row, n) -> row.getBytes(1))
                .list();
        if (parts.size() == 1 && parts.getFirst().length == length) {
            return parts.getFirst();
        }
        var bytes = new byte[length];
        int filled = 0;
        for (var part : parts) {
            System.arraycopy(part, 0, bytes, filled, Math.min(part.length, length - filled));
            filled += part.length;
        }
        if (filled != length) {
            throw new MissingBytesException("the blob was deleted while it was read");
        }
        return bytes;
    }
}
