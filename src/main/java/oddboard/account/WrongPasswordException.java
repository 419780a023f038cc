package oddboard.account;

/** The current password, which a change of it asks for, is another. */
public final class WrongPasswordException extends PasswordException {
    private static final long serialVersionUID = 1;

    WrongPasswordException() {
        super("The current password is not right.");
    }
}
