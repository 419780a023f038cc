package oddboard.storage;

import java.io.IOException;
import java.io.InputStream;

/** Bytes that come in pieces; removed a day after the last one. Whoever adds last is the only one who may. */
public interface PartialBlob {
    /** Names it, in whatever process. */
    String handle();

    /** @throws PartialBlobException where it was given up or is whole */
    long received();

    /**
     * Adds the stream to the end. What came before the stream broke off is kept.
     *
     * @param offset must be {@link #received}
     * @return bytes received now
     * @throws PartialBlobException where the offset is another, or somebody else began to add
     * @throws NoSpaceException where the disk is full
     */
    long append(long offset, InputStream bytes) throws IOException;

    /** Takes back what came after {@code offset}. */
    void truncate(long offset);

    /**
     * Makes a blob of all that was received. Where the pieces came to several processes they are read once more, for
     * their hash.
     */
    Blob finish() throws IOException;

    /** Forgets the pieces. */
    void discard();
}
