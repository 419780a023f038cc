package oddboard.run;

public record RunId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
