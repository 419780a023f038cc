package oddboard.upload;

/** Of what is read from a place. */
public interface PlaceProgress {
    /** Nobody looks. */
    PlaceProgress NONE = (done, total, bytes) -> {};

    /**
     * Called from whatever thread reads.
     *
     * @param done files that are read
     * @param bytes read so far
     */
    void read(int done, int total, long bytes);
}
