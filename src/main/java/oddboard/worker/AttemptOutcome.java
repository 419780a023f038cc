package oddboard.worker;

/** How a handler came back. */
sealed interface AttemptOutcome {
    /** It published, or its attempt isn't ours any more: nothing is left to write. */
    record Nothing() implements AttemptOutcome {}

    record Cancelled() implements AttemptOutcome {}

    /** Its checkpoint is stored; another worker resumes it. */
    record Left() implements AttemptOutcome {}

    /** The engine of this worker does not compute: another worker starts the job as if this one had not. */
    record EngineBroken() implements AttemptOutcome {}

    record Retry(String code, String detail) implements AttemptOutcome {}

    record NoRoom() implements AttemptOutcome {}

    record Failed(String code, String detail) implements AttemptOutcome {}
}
