package oddboard.job;

/** How far a job says it is; {@code total} is 0 where nobody knows. */
public record JobProgress(long done, long total, String unit) {
    /** From 0 to 1; -1 where nobody knows. */
    public double share() {
        return total <= 0 ? -1 : Math.clamp((double) done / total, 0, 1);
    }
}
