package oddboard.run;

public record SweepId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
