package oddboard.job;

/** Which of a worker's slots a job takes. Each lane has slots of its own, so that none waits for what another does. */
public enum JobLane {
    /** Computes on the worker's device. */
    RUN,
    /** Scores images with a trained model. */
    SCORING,
    /** Does neither, above all imports. */
    IMPORT;

    static JobLane of(boolean computes, boolean scores) {
        return computes ? RUN : scores ? SCORING : IMPORT;
    }
}
