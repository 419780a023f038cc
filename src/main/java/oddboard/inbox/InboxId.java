package oddboard.inbox;

public record InboxId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
