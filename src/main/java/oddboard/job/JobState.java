package oddboard.job;

/** Where a job stands; the one place that decides what may follow what. */
public enum JobState {
    QUEUED,
    RUNNING,
    RETRY_WAIT,
    SUCCEEDED,
    FAILED,
    CANCELLED;

    public boolean canBecome(JobState next) {
        return switch (this) {
            case QUEUED, RETRY_WAIT -> next == RUNNING || next == CANCELLED || next == FAILED;
            case RUNNING ->
                next == SUCCEEDED || next == FAILED || next == CANCELLED || next == RETRY_WAIT || next == QUEUED;
            case SUCCEEDED, FAILED, CANCELLED -> false;
        };
    }

    /** It is in the queue, and nobody works on it. */
    public boolean isWaiting() {
        return switch (this) {
            case QUEUED, RETRY_WAIT -> true;
            case RUNNING, SUCCEEDED, FAILED, CANCELLED -> false;
        };
    }

    public boolean isEnded() {
        return switch (this) {
            case SUCCEEDED, FAILED, CANCELLED -> true;
            case QUEUED, RUNNING, RETRY_WAIT -> false;
        };
    }
}
