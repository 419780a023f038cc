package oddboard.job;

/** This attempt no longer holds its job; whoever sees this stops and writes nothing. */
public final class LostAttemptException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LostAttemptException(JobId job, int attempt) {
        super("attempt " + attempt + " no longer holds job " + job);
    }
}
