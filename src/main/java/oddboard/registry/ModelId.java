package oddboard.registry;

public record ModelId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
