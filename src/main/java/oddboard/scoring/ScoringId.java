package oddboard.scoring;

public record ScoringId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
