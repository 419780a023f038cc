package oddboard.ui;

/** What a refusal tells the user. */
public final class RefusalText {
    private RefusalText() {}

    /** The exception's own sentence, or a general one where whoever threw it gave none. */
    public static String of(Exception refusal) {
        String sentence = refusal.getMessage();
        return sentence == null ? "This could not be done. Load the page again, then try once more." : sentence;
    }
}
