package oddboard.dataset;

import java.util.List;

/** What a module above keeps about versions, asked before these are deleted; every bean of this type is called. */
public interface VersionUse {
    Use of(List<VersionId> versions);

    /** Deletes all of it, in the transaction that deletes the versions. Nothing of it waits or runs. */
    void delete(List<VersionId> versions);

    /**
     * How much that is.
     *
     * @param runs how many runs go with the versions
     * @param bytes of their images and checkpoints
     * @param open those that wait or run, and so forbid the deletion
     * @param kept what somebody chose to keep, and so forbids the deletion
     */
    record Use(int runs, long bytes, List<Open> open, List<Open> kept) {}

    /** @param href the page it leads to, without a leading slash */
    record Open(String name, String href) {}
}
