package oddboard.dataset;

public record VersionId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
