package oddboard.dataset;

/** Of a project. */
public record ProjectId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
