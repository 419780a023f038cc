package oddboard.account;

import java.util.Objects;

/** A password that cannot be taken; the message says why, in a sentence for people. */
public class PasswordException extends RuntimeException {
    private static final long serialVersionUID = 1;

    PasswordException(String sentence) {
        super(sentence);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
