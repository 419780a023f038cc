package oddboard.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Content-addressed bytes, streamed both ways, never whole in memory. */
public interface BlobStore {
    /**
     * Stores all bytes to the stream's end, or nothing at all; equal content is stored once. What nothing refers to a
     * day later is removed.
     *
     * @throws NoSpaceException where the disk is full
     */
    Blob put(InputStream bytes) throws IOException;

    /** Begins a blob that comes in pieces, over hours and restarts. */
    PartialBlob begin();

    /** The one that {@link #begin} began, by its {@link PartialBlob#handle}. */
    PartialBlob resume(String handle);

    /** @throws IOException where there is no such blob */
    InputStream open(String sha256) throws IOException;

    /** Reads {@code length} bytes from {@code offset}; for images out of a packed file. */
    byte[] read(String sha256, long offset, int length) throws IOException;

    /**
     * The blob as a file in this machine's cache, fetched and checked by its SHA-256 where it is missing. The file stays
     * readable while it is mapped or open, even if the cache drops it.
     */
    Path cached(String sha256) throws IOException;

    /** Forgets the blob; nothing where it is not there, or where something still refers to it. */
    void delete(String sha256);
}
