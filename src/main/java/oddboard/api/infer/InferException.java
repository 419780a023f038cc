package oddboard.api.infer;

/** A request that is not what the protocol says; the message is one sentence for the user. */
class InferException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InferException(String message) {
        super(message);
    }
}
