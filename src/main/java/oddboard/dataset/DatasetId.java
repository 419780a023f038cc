package oddboard.dataset;

public record DatasetId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
