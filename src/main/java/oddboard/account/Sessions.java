package oddboard.account;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import oddboard.audit.Audit;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Service;

/**
 * Whose browser session may go on. It ends after an hour without the person's hand, after twelve hours in any case, and on
 * every web node at once with a changed password or role, a lock, or the person's own word.
 */
@Service
public class Sessions {
    private final UserRepository accounts;
    private final SessionTimes times;
    private final Users users;
    private final Audit audit;

    Sessions(UserRepository accounts, SessionTimes times, Users users, Audit audit) {
        this.accounts = accounts;
        this.times = times;
        this.users = users;
        this.audit = audit;
    }

    /** Whoever came in through the door, for the list of people. */
    public void began(Authentication who) {
        signedIn(who).ifPresent(one -> accounts.noteSignIn(one.id));
    }

    /** The person did something; what a page does by itself doesn't count. */
    public void touch(@Nullable Authentication who) {
        signedIn(who).ifPresent(one -> one.active(times.now()));
    }

    /** Those of {@code all} whose session must end now; one question to the database for all of them. */
    public List<Authentication> ended(Collection<Authentication> all) {
        List<Long> ids = all.stream().flatMap(who -> signedIn(who).stream()).map(one -> one.id).distinct().toList();
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<Long, Account> found = accounts.find(ids);
        return all.stream().filter(who -> signedIn(who).filter(one -> {
            Account account = found.get(one.id);
            return account == null || !one.isStill(account) || times.isOver(one);
        }).isPresent()).toList();
    }

    /** Ends all browser sessions of whoever is signed in, this one too. */
    public void endAll() {
        User by = users.require();
        accounts.endSessions(by.id());
        audit.record(by.actor(), "session.end-all", "user " + by.id(), "");
    }

    private static Optional<SignedIn> signedIn(@Nullable Authentication who) {
        return who != null && who.getPrincipal() instanceof SignedIn one && !one.isToken()
                ? Optional.of(one) : Optional.empty();
    }
}
