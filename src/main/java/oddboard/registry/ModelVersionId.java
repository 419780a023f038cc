package oddboard.registry;

public record ModelVersionId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
