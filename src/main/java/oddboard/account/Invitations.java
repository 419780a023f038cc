package oddboard.account;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import oddboard.audit.Audit;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.common.PlainText;
import oddboard.common.Sha256;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Lets new users in by links that work once. */
@Service
public class Invitations {
    /** The page that the link opens, before its secret. */
    public static final String PATH = "join/";

    public static final Duration DEFAULT = Duration.ofDays(7);
    public static final Duration MAX_LENGTH = Duration.ofDays(30);
    public static final int MAX_NOTE = 100;

    /** A new invitation with the secret of its link, which can be read only now. */
    public record Fresh(long id, String secret) {}

    private final InvitationRepository invitations;
    private final UserRepository accounts;
    private final Users users;
    private final PasswordEncoder encoder;
    private final TransactionTemplate transaction;
    private final Audit audit;

    Invitations(
            InvitationRepository invitations,
            UserRepository accounts,
            Users users,
            PasswordEncoder encoder,
            TransactionTemplate transaction,
            Audit audit) {
        this.invitations = invitations;
        this.accounts = accounts;
        this.users = users;
        this.encoder = encoder;
        this.transaction = transaction;
        this.audit = audit;
    }

    /**
     * Makes an invitation.
     *
     * @param note for whom it is: one line of at most {@value #MAX_NOTE} characters; may be empty
     * @throws AccessDeniedException where the caller is no administrator
     * @throws IllegalArgumentException with a sentence where it would be valid for no time or for too long
     * @throws InputException where the note is no such line
     */
    public Fresh create(Role role, Duration validFor, String note) {
        User by = requireAdministrator();
        if (validFor.isNegative() || validFor.isZero() || validFor.compareTo(MAX_LENGTH) > 0) {
            throw new IllegalArgumentException("An invitation is valid for 1 to " + MAX_LENGTH.toDays() + " days.");
        }
        String whom = PlainText.line(note, "note");
        if (whom.length() > MAX_NOTE) {
            throw new InputException(
                    "FIELD_INVALID",
                    "",
                    "note",
                    "A note has at most " + MAX_NOTE + " characters, not " + whom.length() + ".");
        }
        String secret = Secrets.random();
        long id = invitations.add(Sha256.of(secret), role, whom, by.id(), validFor);
        audit.record(
                by.actor(),
                "invitation.create",
                "invitation " + id,
                role.name().toLowerCase(Locale.ROOT) + ", for " + validFor.toDays() + " days"
                        + (whom.isEmpty() ? "" : ", " + whom));
        return new Fresh(id, secret);
    }

    /** Those that can still be used, newest first. */
    public List<Invitation> list() {
        requireAdministrator();
        return invitations.open();
    }

    /** @throws NotFoundException where there is no such open invitation */
    public void revoke(long id) {
        User by = requireAdministrator();
        if (!invitations.revoke(id)) {
            throw new NotFoundException(
                    "There is no open invitation " + id + "; it may have been used or has expired.");
        }
        audit.record(by.actor(), "invitation.revoke", "invitation " + id, "");
    }

    /** The role that a link gives; empty where it gives none, for whatever reason. */
    public Optional<Role> role(String secret) {
        return invitations.role(Sha256.of(secret));
    }

    /**
     * Makes the account that the link was for, and uses it up.
     *
     * @return empty where the link gives nothing
     * @throws PasswordException where the password is too weak
     * @throws IllegalArgumentException with a sentence where the name is taken or no name
     */
    public Optional<User> accept(String secret, String name, String password) {
        byte[] sha256 = Sha256.of(secret);
        if (invitations.role(sha256).isEmpty()) {
            return Optional.empty();
        }
        String trimmed = Users.checkedName(name);
        PasswordRule.check(trimmed, password);
        String hash = Objects.requireNonNull(encoder.encode(password));
        // Rolled back by a name that is taken: the link still works for another one.
        return transaction.execute(status -> invitations.take(sha256).map(role -> {
            User user = accounts.add(trimmed, role, hash, false)
                    .orElseThrow(() -> Users.taken(trimmed))
                    .user();
            invitations.takenBy(sha256, user.id());
            audit.record(
                    user.actor(), "user.join", "user " + user.id(), role.name().toLowerCase(Locale.ROOT));
            return user;
        }));
    }

    private User requireAdministrator() {
        User user = users.require();
        if (!user.isAdmin()) {
            throw new AccessDeniedException("Only an administrator may invite.");
        }
        return user;
    }
}
