package oddboard.account;

/** A password that cannot be taken; the message says why, in a sentence for users. */
public class PasswordException extends RuntimeException {
    private static final long serialVersionUID = 1;

    PasswordException(String sentence) {
        super(sentence);
    }
}
