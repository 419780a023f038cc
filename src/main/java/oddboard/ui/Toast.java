package oddboard.ui;

/** Short news at the page's edge. */
public final class Toast {
    private Toast() {}

    public static void say(String sentence) {
        throw new UnsupportedOperationException();
    }

    /** Stays until it is closed. */
    public static void error(String sentence) {
        throw new UnsupportedOperationException();
    }
}
