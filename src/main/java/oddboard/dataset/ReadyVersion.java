package oddboard.dataset;

/** A version that runs can be started on, as lists offer it. */
public record ReadyVersion(VersionId id, DatasetId dataset, String name, int number) {
    public String title() {
        return name + " v" + number;
    }
}
