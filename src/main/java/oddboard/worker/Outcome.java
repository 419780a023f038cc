package oddboard.worker;

/** How a handler came back. */
sealed interface Outcome {
    /** It published, or its attempt isn't ours any more: nothing is left to write. */
    record Nothing() implements Outcome {}

    record Cancelled() implements Outcome {}

    /** Its checkpoint is stored; another worker goes on. */
    record Left() implements Outcome {}

    record Retry(String code, String detail) implements Outcome {}

    record Failed(String code, String detail) implements Outcome {}
}
