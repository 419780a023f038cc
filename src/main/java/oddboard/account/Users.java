package oddboard.account;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import oddboard.audit.Audit;
import oddboard.common.PlainText;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;

/** The users of this Oddboard. */
@Service
public class Users {
    /** A new user, with the password that lets them in once, to choose their own. */
    public record Invitation(User user, String oneTimePassword) {}

    private final UserRepository accounts;
    private final PasswordEncoder encoder;
    private final SessionTimes times;
    private final Audit audit;

    Users(UserRepository accounts, PasswordEncoder encoder, SessionTimes times, Audit audit) {
        this.accounts = accounts;
        this.encoder = encoder;
        this.times = times;
        this.audit = audit;
    }

    /** Whoever is signed in on this thread, by browser session or by token. */
    public Optional<User> current() {
        return signedIn()
                .filter(who -> !times.isOver(who))
                .flatMap(who -> accounts.find(who.id).filter(who::isStill).map(account -> who.as(account.user())));
    }

    /** The token by which whoever is signed in came; null where it was by a browser. */
    @Nullable Long currentToken() {
        return signedIn().map(who -> who.tokenId).orElse(null);
    }

    /** Whether whoever is signed in came in by a password that is kept here. */
    public boolean haveOwnPassword() {
        return signedIn().filter(who -> who instanceof OidcSignedIn).isEmpty();
    }

    /** @throws AccessDeniedException where nobody is signed in */
    public User require() {
        return current().orElseThrow(() -> new AccessDeniedException("Sign in first."));
    }

    public Optional<User> find(UserId id) {
        return accounts.find(id.value()).map(Account::user);
    }

    public Optional<User> find(String name) {
        return accounts.find(name).map(Account::user);
    }

    /** The first administrator, for whom the program itself acts when it makes the demo. */
    public Optional<User> firstAdministrator() {
        return accounts.firstAdministrator().map(Account::user);
    }

    /** Everybody who was not removed, by name. */
    public List<User> list() {
        return accounts.list();
    }

    /**
     * Adds a user, who must choose an own password at the first sign-in.
     *
     * @throws AccessDeniedException where the caller is no administrator
     * @throws IllegalArgumentException with a sentence where the name is taken or no name
     */
    public Invitation create(String name, Role role) {
        User by = require();
        if (!by.isAdmin()) {
            throw new AccessDeniedException("Only an administrator may add users.");
        }
        String trimmed = checkedName(name);
        String password = Secrets.oneTimePassword();
        User added = accounts.add(trimmed, role, encode(password), true)
                .map(Account::user)
                .orElseThrow(() -> taken(trimmed));
        audit.record(by.actor(), "user.create", "user " + added.id(), added.name() + ", " + role);
        return new Invitation(added, password);
    }

    /**
     * Changes the password of whoever is signed in; all their other browser sessions end.
     *
     * @throws PasswordException where the current password is wrong or the new one too weak
     */
    public void changePassword(String current, String next) {
        Account account = accounts.find(require().id().value()).orElseThrow();
        if (!encoder.matches(current, account.passwordHash())) {
            throw new WrongPasswordException();
        }
        if (current.equals(next)) {
            throw new PasswordException("The new password is the same as the current one; choose another.");
        }
        PasswordRule.check(account.user().name(), next);
        Account changed =
                accounts.setPassword(account.user().id(), encode(next), false).orElseThrow();
        audit.record(
                changed.user().actor(),
                "user.change-password",
                "user " + changed.user().id(),
                "");
        signedIn().ifPresent(who -> who.renew(changed));
    }

    static String checkedName(String name) {
        String trimmed = name.strip();
        if (trimmed.isEmpty() || trimmed.length() > 100 || !PlainText.isLine(trimmed)) {
            throw new IllegalArgumentException("A user's name has 1 to 100 characters in one line.");
        }
        return trimmed;
    }

    static IllegalArgumentException taken(String name) {
        return new IllegalArgumentException("There is a user named \"" + name + "\" already.");
    }

    private String encode(String password) {
        return Objects.requireNonNull(encoder.encode(password));
    }

    private static Optional<SignedIn> signedIn() {
        Authentication who = SecurityContextHolder.getContext().getAuthentication();
        return who != null && who.isAuthenticated() && who.getPrincipal() instanceof SignedIn one
                ? Optional.of(one)
                : Optional.empty();
    }
}
