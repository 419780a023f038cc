package oddboard.registry;

public record ThresholdId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
