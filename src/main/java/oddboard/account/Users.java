package oddboard.account;

import java.util.Optional;
import org.springframework.stereotype.Service;

/** The people of this Oddboard. */
@Service
public class Users {
    /** Whoever is signed in on this thread, by browser session or by token. */
    public Optional<User> current() {
        throw new UnsupportedOperationException();
    }

    /** @throws org.springframework.security.access.AccessDeniedException where nobody is signed in */
    public User require() {
        throw new UnsupportedOperationException();
    }

    public Optional<User> find(UserId id) {
        throw new UnsupportedOperationException();
    }

    /** The first administrator, for whom the program itself acts when it makes the demo. */
    public Optional<User> firstAdministrator() {
        throw new UnsupportedOperationException();
    }
}
