package oddboard.storage;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.LongConsumer;
import oddboard.common.Sha256;
import oddboard.storage.ByteStore.MissingBytesException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Both stores. A blob's row says in which of them its bytes lie at the moment; while they are moved readers follow them. */
@Component
@EnableConfigurationProperties(StorageSettings.class)
class ByteStores implements AutoCloseable {
    /** Moves during one reading. */
    private static final int FOLLOWED = 3;

    private final JdbcClient jdbc;
    private final StorageSettings settings;
    private final Bucket bucket;
    private final BucketOwner owner;
    private final ObjectRemoval removal;
    private final BlobRows rows;
    private final DatabaseBytes database;
    private final BucketBytes objects;

    @Autowired
    ByteStores(JdbcClient jdbc, TransactionOperations transaction, DiskSpace disk, StorageSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.bucket = new Bucket(settings.s3());
        this.owner = new BucketOwner(bucket, jdbc);
        this.removal = new ObjectRemoval(jdbc, bucket, owner);
        this.rows = new BlobRows(jdbc, transaction, removal::later);
        this.database = new DatabaseBytes(jdbc, disk, rows);
        this.objects = new BucketBytes(jdbc, bucket, owner, rows);
    }

    Bucket bucket() {
        return bucket;
    }

    BlobRows rows() {
        return rows;
    }

    BucketOwner owner() {
        return owner;
    }

    /** Whether new contents go to the bucket. */
    boolean prefersBucket() {
        return settings.kind() == StorageSettings.Kind.S3;
    }

    /** Where new contents go. */
    ByteStore target() {
        return store(prefersBucket());
    }

    ByteStore store(boolean isBucket) {
        return isBucket ? objects : database;
    }

    Optional<Location> find(String sha256) {
        return jdbc.sql("select id, size, object_key from blob where sha256 = :sha256")
                .param("sha256", sha256)
                .query((row, n) -> new Location(row.getLong(1), row.getLong(2), row.getString(3)))
                .optional();
    }

    Location require(String sha256) throws IOException {
        return find(sha256).orElseThrow(() -> new IOException("there is no blob " + sha256));
    }

    InputStream open(String sha256) throws IOException {
        return open(sha256, true);
    }

    /** @param checked whether the whole of an object that is not what was stored is refused */
    InputStream open(String sha256, boolean checked) throws IOException {
        var reader = new Reader(sha256, require(sha256));
        boolean isBucket = reader.at.isBucket();
        return new ChunkStream(reader, reader.at.size(), store(isBucket).piece(), checked && isBucket ? sha256 : null);
    }

    byte[] read(String sha256, long offset, int length) throws IOException {
        var reader = new Reader(sha256, require(sha256));
        if (offset + length > reader.at.size()) {
            throw new IOException(
                    "blob " + sha256 + " has " + reader.at.size() + " bytes, not " + length + " from " + offset);
        }
        return reader.read(offset, length);
    }

    /** Of one place, followed nowhere. */
    InputStream open(Location at) {
        var store = store(at.isBucket());
        return new ChunkStream((offset, length) -> store.read(at, offset, length), at.size(), store.piece(), null);
    }

    /**
     * SHA-256 of the bytes at one place.
     *
     * @param read called with the bytes of each piece
     */
    String hash(Location at, LongConsumer read) throws IOException {
        try (var in = open(at)) {
            return hash(in, read);
        }
    }

    String hash(InputStream in, LongConsumer read) throws IOException {
        var digest = Sha256.start();
        for (byte[] piece; (piece = in.readNBytes(DatabaseBytes.CHUNK)).length > 0; ) {
            digest.update(piece);
            read.accept(piece.length);
        }
        return Sha256.hex(digest);
    }

    private final class Reader implements ChunkStream.Source {
        private final String sha256;
        private volatile Location at;

        Reader(String sha256, Location at) {
            this.sha256 = sha256;
            this.at = at;
        }

        @Override
        public byte[] read(long offset, int length) throws IOException {
            for (int moves = 0; ; moves++) {
                var here = at;
                try {
                    return store(here.isBucket()).read(here, offset, length);
                } catch (MissingBytesException e) {
                    var now = find(sha256);
                    if (now.isEmpty() || now.get().equals(here) || moves == FOLLOWED) {
                        throw e;
                    }
                    at = now.get();
                }
            }
        }
    }

    @Override
    public void close() {
        removal.close();
        bucket.close();
    }
}
