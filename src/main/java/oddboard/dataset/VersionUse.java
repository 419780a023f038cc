package oddboard.dataset;

import java.util.List;

/** What a room above keeps about versions, asked before these are deleted; every bean of this type is asked. */
public interface VersionUse {
    Use of(List<VersionId> versions);

    /** Deletes all of it, in the transaction that deletes the versions. Nothing of it waits or runs. */
    void delete(List<VersionId> versions);

    /**
     * How much that is.
     *
     * @param runs how many runs go with the versions
     * @param bytes of their pictures and checkpoints
     * @param open those that wait or run, and so forbid the deletion
     */
    record Use(int runs, long bytes, List<Open> open) {}

    /** @param href the page it leads to, without a leading slash */
    record Open(String name, String href) {}
}
