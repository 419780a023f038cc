package oddboard.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Blobs as rows of the database, whose bytes lie in one of two stores. */
@Component
class StoredBlobs implements BlobStore {
    private final JdbcClient jdbc;
    private final ByteStores stores;
    private final BlobCache cache;
    private final BlobReferences references;
    private final DiskSpace disk;
    private final Digests digests = new Digests();

    @Autowired
    StoredBlobs(JdbcClient jdbc, ByteStores stores, BlobCache cache, DiskSpace disk) {
        this.jdbc = jdbc;
        this.stores = stores;
        this.references = new BlobReferences(jdbc);
        this.cache = cache;
        this.disk = disk;
    }

    @Override
    public Blob put(InputStream bytes) throws IOException {
        var written = stores.target().write(bytes);
        try {
            return stores.rows().finish(written, false);
        } catch (RuntimeException e) {
            stores.rows().discard(written.id(), e);
            throw e;
        }
    }

    @Override
    public PartialBlob begin() {
        long id = jdbc.sql("insert into blob default values returning id")
                .query(Long.class)
                .single();
        return part(id);
    }

    @Override
    public PartialBlob resume(String handle) {
        return part(Long.parseLong(handle));
    }

    private PartialBlob part(long id) {
        return new PartialRows(jdbc, disk, stores, digests, id);
    }

    @Override
    public InputStream open(String sha256) throws IOException {
        return stores.open(sha256);
    }

    @Override
    public byte[] read(String sha256, long offset, int length) throws IOException {
        if (offset < 0 || length < 0) {
            throw new IllegalArgumentException("offset " + offset + ", length " + length);
        }
        return length == 0 ? new byte[0] : stores.read(sha256, offset, length);
    }

    @Override
    public Path cached(String sha256) throws IOException {
        return cache.get(new Blob(sha256, stores.require(sha256).size()), () -> open(sha256));
    }

    @Override
    public void delete(String sha256) {
        try {
            var found = stores.find(sha256);
            if (found.isPresent()) {
                stores.rows()
                        .delete(
                                "id = :id and " + references.none("b"),
                                found.get().id());
            }
        } catch (DataIntegrityViolationException e) {
            // Somebody began to refer to it at this moment.
        }
    }
}
