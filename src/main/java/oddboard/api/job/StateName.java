package oddboard.api.job;

import oddboard.job.Job;

/** How a job stands, as calls say it: a running one that was canceled has a state of its own until its worker has stopped. */
public enum StateName {
    QUEUED,
    RUNNING,
    CANCELLING,
    RETRY_WAIT,
    SUCCEEDED,
    FAILED,
    CANCELLED;

    public static StateName of(Job job) {
        return switch (job.state()) {
            case QUEUED -> QUEUED;
            case RUNNING -> job.cancelRequested() ? CANCELLING : RUNNING;
            case RETRY_WAIT -> RETRY_WAIT;
            case SUCCEEDED -> SUCCEEDED;
            case FAILED -> FAILED;
            case CANCELLED -> CANCELLED;
        };
    }
}
