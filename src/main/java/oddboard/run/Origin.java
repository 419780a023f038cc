package oddboard.run;

/**
 * Where a run came from.
 *
 * @param run the earlier one
 * @param epoch RESUME: whole epochs that were trained when it was resumed; else 0
 */
public record Origin(Kind kind, RunId run, int epoch) {
    public enum Kind {
        RETRY,
        CLONE,
        RESUME
    }

    public static Origin retry(RunId run) {
        return new Origin(Kind.RETRY, run, 0);
    }

    public static Origin copy(RunId run) {
        return new Origin(Kind.CLONE, run, 0);
    }

    public static Origin resume(RunId run, int epoch) {
        return new Origin(Kind.RESUME, run, epoch);
    }
}
