package oddboard.node;

/** The program can't start; the message is one sentence for whoever started it. */
final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StartException(String message) {
        super(message);
    }
}
