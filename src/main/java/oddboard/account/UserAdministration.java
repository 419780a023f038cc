package oddboard.account;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import oddboard.audit.Audit;
import oddboard.common.ConflictException;
import oddboard.common.NotFoundException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What administrators do with the people of this Oddboard. All of it throws {@link AccessDeniedException} where the caller
 * is none, {@link NotFoundException} where the person is none, and {@link ConflictException} with a sentence where
 * it can't be done.
 */
@Service
public class UserAdministration {
    private final PersonRepository persons;
    private final UserRepository accounts;
    private final AccessTokenRepository tokens;
    private final Users users;
    private final PasswordEncoder encoder;
    private final TransactionTemplate transaction;
    private final Audit audit;

    UserAdministration(
            PersonRepository persons,
            UserRepository accounts,
            AccessTokenRepository tokens,
            Users users,
            PasswordEncoder encoder,
            TransactionTemplate transaction,
            Audit audit) {
        this.persons = persons;
        this.accounts = accounts;
        this.tokens = tokens;
        this.users = users;
        this.encoder = encoder;
        this.transaction = transaction;
        this.audit = audit;
    }

    /** Everybody by name, those who were removed last. */
    public List<Person> list() {
        requireAdministrator();
        return persons.list();
    }

    public Person find(UserId id) {
        requireAdministrator();
        return persons.find(id).orElseThrow(() -> nobody(id));
    }

    /** The person's browser sessions end; their tokens do from now on what the new role allows. */
    public void changeRole(UserId id, Role role) {
        change(id, "change-role", role.name().toLowerCase(Locale.ROOT), person -> {
            if (role != Role.ADMIN) {
                refuseLastAdministrator(person);
            }
            persons.setRole(id, role);
        });
    }

    /** Nobody gets in by this account, neither by password nor by token, and its open pages end. */
    public void lock(UserId id) {
        change(id, "lock", "", person -> {
            refuseOneself(person, "lock");
            refuseLastAdministrator(person);
            persons.setLocked(id, true);
        });
    }

    public void unlock(UserId id) {
        change(id, "unlock", "", person -> persons.setLocked(id, false));
    }

    /**
     * The one-time password that lets the person in from now on, readable only now; the old one, open pages and all tokens
     * end.
     */
    public String resetPassword(UserId id) {
        return call(id, "reset-password", "", person -> {
            if (person.byProvider()) {
                throw new ConflictException(
                        person.user().name() + " signs in at the identity provider and has no password here.");
            }
            String password = Secrets.oneTimePassword();
            accounts.setPassword(id, encode(password), true);
            tokens.revokeAll(id);
            return password;
        });
    }

    /** Everybody's working tokens, newest first. */
    public List<AccessToken> tokens() {
        requireAdministrator();
        return tokens.list();
    }

    /** A person's working tokens, newest first. */
    public List<AccessToken> tokens(UserId id) {
        find(id);
        return tokens.list(id);
    }

    /** Ends a person's token at once, and those that were made by it; no effect on one that is not theirs, or has ended. */
    public void revokeToken(UserId id, long token) {
        User by = requireAdministrator();
        find(id);
        tokens.revoke(id, token)
                .ifPresent(name -> audit.record(by.actor(), "token.revoke", "token " + name, "of user " + id));
    }

    /** Nobody gets in by this account ever again; what the person made stays under their name. */
    public void remove(UserId id) {
        change(id, "remove", "", person -> {
            refuseOneself(person, "remove");
            refuseLastAdministrator(person);
            persons.remove(id, encode(Secrets.token()));
            tokens.revokeAll(id);
        });
    }

    private void change(UserId id, String verb, String detail, Consumer<Person> step) {
        call(id, verb, detail, person -> {
            step.accept(person);
            return true;
        });
    }

    private <T> T call(UserId id, String verb, String detail, Function<Person, T> step) {
        User by = requireAdministrator();
        return Objects.requireNonNull(transaction.execute(status -> {
            persons.lockActiveAdministrators();
            Person person = persons.find(id).orElseThrow(() -> nobody(id));
            if (person.state() == Person.State.REMOVED) {
                throw new ConflictException(person.user().name() + " was removed and can't be changed any more.");
            }
            T result = step.apply(person);
            audit.record(
                    by.actor(),
                    "user." + verb,
                    "user " + id,
                    person.user().name() + (detail.isEmpty() ? "" : ", " + detail));
            return result;
        }));
    }

    private User requireAdministrator() {
        User user = users.require();
        if (!user.isAdmin()) {
            throw new AccessDeniedException("Only an administrator may see and change users.");
        }
        return user;
    }

    private void refuseOneself(Person person, String verb) {
        if (person.user().id().equals(users.require().id())) {
            throw new ConflictException("You can't " + verb + " yourself; another administrator can.");
        }
    }

    private void refuseLastAdministrator(Person person) {
        if (persons.lockActiveAdministrators().equals(List.of(person.user().id()))) {
            throw new ConflictException(
                    person.user().name() + " is the last administrator; make somebody else one first.");
        }
    }

    private String encode(String password) {
        return Objects.requireNonNull(encoder.encode(password));
    }

    private static NotFoundException nobody(UserId id) {
        return new NotFoundException("There is no user " + id + ".");
    }
}
