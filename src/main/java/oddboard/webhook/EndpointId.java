package oddboard.webhook;

public record EndpointId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
