package oddboard.storage;

import java.io.IOException;
import java.io.InputStream;

/** One of the two stores in which the bytes of blobs lie. What exists, and where, is said by the rows of {@code blob}. */
interface ByteStore {
    /** Bytes that a stream reads at once. */
    int piece();

    /**
     * Bytes from {@code offset} on, which lie in the blob.
     *
     * @throws MissingBytesException where they are not there
     */
    byte[] read(Location at, long offset, int length) throws IOException;

    /**
     * Stores all bytes to the stream's end below a row without a hash, or nothing at all.
     *
     * @throws NoSpaceException where the disk is full
     */
    Written write(InputStream bytes) throws IOException;

    /** Bytes below a row that nobody sees before it has its hash. */
    record Written(Location at, String sha256) {
        long id() {
            return at.id();
        }

        long size() {
            return at.size();
        }
    }

    /** The bytes are gone: removed, moved, or lost. */
    final class MissingBytesException extends IOException {
        private static final long serialVersionUID = 1L;

        MissingBytesException(String message) {
            super(message);
        }
    }
}
