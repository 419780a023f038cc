package oddboard.account;

/** A bootstrap token that could be guessed. */
class BootstrapTokenException extends RuntimeException {
    static final int MIN_LENGTH = 32;
    private static final long serialVersionUID = 1;

    private BootstrapTokenException(int length) {
        super("ODDBOARD_BOOTSTRAP_TOKEN has " + length + " characters, but needs at least " + MIN_LENGTH + ".");
    }

    static void check(String token) {
        if (!token.isEmpty() && token.length() < MIN_LENGTH) {
            throw new BootstrapTokenException(token.length());
        }
    }
}
