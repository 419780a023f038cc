package oddboard.account;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What administrators do with the people of this Oddboard. All of it throws {@link AccessDeniedException} where the caller
 * is none, {@link NoSuchElementException} where the person is none, and {@link IllegalStateException} with a sentence where
 * it can't be done.
 */
@Service
public class People {
    private final PersonRepository people;
    private final UserRepository accounts;
    private final AccessTokenRepository tokens;
    private final Users users;
    private final PasswordEncoder encoder;
    private final TransactionTemplate transaction;

    People(PersonRepository people, UserRepository accounts, AccessTokenRepository tokens, Users users,
            PasswordEncoder encoder, TransactionTemplate transaction) {
        this.people = people;
        this.accounts = accounts;
        this.tokens = tokens;
        this.users = users;
        this.encoder = encoder;
        this.transaction = transaction;
    }

    /** Everybody by name, those who were removed last. */
    public List<Person> list() {
        requireAdministrator();
        return people.list();
    }

    public Person find(UserId id) {
        requireAdministrator();
        return people.find(id).orElseThrow(() -> nobody(id));
    }

    /** The person's browser sessions end; their tokens do from now on what the new role allows. */
    public void changeRole(UserId id, Role role) {
        change(id, person -> {
            if (role != Role.ADMIN) {
                refuseLastAdministrator(person);
            }
            people.setRole(id, role);
        });
    }

    /** Nobody gets in by this account, neither by password nor by token, and its open pages end. */
    public void lock(UserId id) {
        change(id, person -> {
            refuseOneself(person, "lock");
            refuseLastAdministrator(person);
            people.setLocked(id, true);
        });
    }

    public void unlock(UserId id) {
        change(id, person -> people.setLocked(id, false));
    }

    /** The one-time password that lets the person in from now on, readable only now; the old one and open pages end. */
    public String resetPassword(UserId id) {
        return call(id, person -> {
            if (person.byProvider()) {
                throw new IllegalStateException(person.user().name()
                        + " signs in at the identity provider and has no password here.");
            }
            String password = Secrets.oneTimePassword();
            accounts.setPassword(id, encode(password), true);
            return password;
        });
    }

    /** Nobody gets in by this account ever again; what the person made stays under their name. */
    public void remove(UserId id) {
        change(id, person -> {
            refuseOneself(person, "remove");
            refuseLastAdministrator(person);
            people.remove(id, encode(Secrets.token()));
            tokens.revokeAll(id);
        });
    }

    private void change(UserId id, Consumer<Person> step) {
        call(id, person -> {
            step.accept(person);
            return true;
        });
    }

    private <T> T call(UserId id, Function<Person, T> step) {
        requireAdministrator();
        return Objects.requireNonNull(transaction.execute(status -> {
            people.lockActiveAdministrators();
            Person person = people.find(id).orElseThrow(() -> nobody(id));
            if (person.state() == Person.State.REMOVED) {
                throw new IllegalStateException(person.user().name() + " was removed and can't be changed any more.");
            }
            return step.apply(person);
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
            throw new IllegalStateException("You can't " + verb + " yourself; another administrator can.");
        }
    }

    private void refuseLastAdministrator(Person person) {
        if (people.lockActiveAdministrators().equals(List.of(person.user().id()))) {
            throw new IllegalStateException(person.user().name()
                    + " is the last administrator; make somebody else one first.");
        }
    }

    private String encode(String password) {
        return Objects.requireNonNull(encoder.encode(password));
    }

    private static NoSuchElementException nobody(UserId id) {
        return new NoSuchElementException("There is no user " + id + ".");
    }
}
