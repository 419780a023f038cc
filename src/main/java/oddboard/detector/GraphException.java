package oddboard.detector;

/** What these settings compute can't be said as a graph; the message is one sentence for the user. */
public final class GraphException extends RuntimeException {
    public GraphException(String message) {
        super(message);
    }
}
