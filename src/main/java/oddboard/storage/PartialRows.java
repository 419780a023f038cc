package oddboard.storage;

import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import oddboard.common.Sha256;
import oddboard.storage.ByteStore.Written;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A row of {@code blob} that has no hash yet, and its chunks, of which the last one may be short. Pieces come to the
 * database whatever store new contents go to: they come again, are taken back, and are short. Once whole, the blob is
 * moved from there.
 */
final class PartialRows implements PartialBlob {
    private static final int CHUNK = DatabaseBytes.CHUNK;

    private final JdbcClient jdbc;
    private final DiskSpace disk;
    private final ByteStores stores;
    private final Digests digests;
    private final long id;

    PartialRows(JdbcClient jdbc, DiskSpace disk, ByteStores stores, Digests digests, long id) {
        this.jdbc = jdbc;
        this.disk = disk;
        this.stores = stores;
        this.digests = digests;
        this.id = id;
    }

    @Override
    public String handle() {
        return Long.toString(id);
    }

    @Override
    public long received() {
        // Chunks are stored side by side, so that after a crash one may be missing before the last.
        return jdbc.sql("""
                        select coalesce((
                            select number::bigint * :chunk + length(bytes) from blob_chunk
                            where blob_id = blob.id and number = (
                                select count(*) - 1 from (
                                    select number, row_number() over (order by number) - 1 as expected
                                    from blob_chunk where blob_id = blob.id) c
                                where number = expected)), 0)
                        from blob where id = :id and sha256 is null""")
                .param("id", id)
                .param("chunk", (long) CHUNK)
                .query(Long.class)
                .optional()
                .orElseThrow(PartialRows::gone);
    }

    @Override
    public long append(long offset, InputStream bytes) throws IOException {
        var writer = takeOver();
        long received = received();
        if (received != offset) {
            throw new PartialBlobException(
                    received + " bytes are there, so the next ones continue from there, not from " + offset + ".");
        }
        jdbc.sql("delete from blob_chunk where blob_id = :id and number::bigint * :chunk > :offset")
                .param("id", id)
                .param("chunk", (long) CHUNK)
                .param("offset", offset)
                .update();
        var digest = digests.take(id, offset);
        var chunks = new ChunkWriter(jdbc, disk, id, writer, digest);
        try {
            chunks.write(offset, tail(offset), bytes);
        } finally {
            if (digest != null && chunks.isWhole()) {
                digests.keep(id, chunks.size(), digest);
            }
        }
        return chunks.size();
    }

    /** Whoever added before may have lost the connection and not know it: from here on they add nothing more. */
    private String takeOver() {
        var writer = UUID.randomUUID().toString();
        int rows = jdbc.sql("update blob set writer = :writer, touched_at = now() where id = :id and sha256 is null")
                .param("writer", writer)
                .param("id", id)
                .update();
        if (rows != 1) {
            throw gone();
        }
        return writer;
    }

    private byte[] tail(long size) {
        if (size % CHUNK == 0) {
            return new byte[0];
        }
        return jdbc.sql("select bytes from blob_chunk where blob_id = :id and number = :number")
                .param("id", id)
                .param("number", size / CHUNK)
                .query((row, n) -> row.getBytes(1))
                .single();
    }

    @Override
    public void truncate(long offset) {
        takeOver();
        jdbc.sql("""
                        with gone as (
                            delete from blob_chunk where blob_id = :id and number::bigint * :chunk >= :offset)
                        update blob_chunk set bytes = substring(bytes from 1 for (:offset - number::bigint * :chunk)::int)
                        where blob_id = :id and number = :offset / :chunk and number::bigint * :chunk < :offset""")
                .param("id", id)
                .param("chunk", (long) CHUNK)
                .param("offset", offset)
                .update();
    }

    @Override
    public Blob finish() throws IOException {
        takeOver();
        long size = received();
        var digest = digests.take(id, size);
        if (digest == null) {
            digest = Sha256.start();
            try (var in = stores.open(new Location(id, size, null))) {
                for (byte[] chunk; (chunk = in.readNBytes(CHUNK)).length > 0; ) {
                    digest.update(chunk);
                }
            }
        }
        return stores.rows()
                .finish(new Written(new Location(id, size, null), Sha256.hex(digest)), stores.prefersBucket());
    }

    @Override
    public void discard() {
        digests.take(id, 0);
        jdbc.sql("delete from blob where id = :id and sha256 is null")
                .param("id", id)
                .update();
    }

    private static PartialBlobException gone() {
        return new PartialBlobException("This upload was given up, or is whole already.");
    }
}
