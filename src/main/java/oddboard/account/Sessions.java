package oddboard.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import oddboard.audit.Audit;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Service;

/**
 * Whose browser session may continue. It ends after half an hour without the person's hand, after twelve hours in any case, and
 * on every web node within seconds with a changed password or role, a lock, or the person's own word.
 */
@Service
public class Sessions {
    /** So often at most it is written down that a person was at the page. */
    private static final Duration STEP = Duration.ofMinutes(1);

    private static final int MAX_AGENT_LENGTH = 300;

    private final UserRepository accounts;
    private final BrowserSessionRepository browsers;
    private final SessionTimes times;
    private final Users users;
    private final Audit audit;

    Sessions(UserRepository accounts, BrowserSessionRepository browsers, SessionTimes times, Users users, Audit audit) {
        this.accounts = accounts;
        this.browsers = browsers;
        this.times = times;
        this.users = users;
        this.audit = audit;
    }

    /** Whoever came in through the door, for the list of users and for their own list of browsers. */
    public void began(Authentication who, String address, String agent) {
        signedIn(who).ifPresent(one -> {
            accounts.noteSignIn(one.id);
            Instant now = times.now();
            browsers.forget(now.minus(times.idle()).minus(STEP.multipliedBy(2)), now.minus(times.longest()));
            one.browser =
                    browsers.add(one.id, address, agent.substring(0, Math.min(agent.length(), MAX_AGENT_LENGTH)), now);
        });
    }

    /** The person did something; what a page does by itself doesn't count. */
    public void touch(@Nullable Authentication who) {
        signedIn(who).ifPresent(one -> one.active(times.now()));
    }

    /** Those of {@code all} whose session must end now; two questions to the database for all of them. */
    public List<Authentication> ended(Collection<Authentication> all) {
        List<SignedIn> ones =
                all.stream().flatMap(who -> signedIn(who).stream()).toList();
        if (ones.isEmpty()) {
            return List.of();
        }
        Map<Long, Account> found =
                accounts.find(ones.stream().map(one -> one.id).distinct().toList());
        ones.forEach(this::note);
        Set<Long> open = browsers.find(
                ones.stream().map(one -> one.browser).filter(id -> id != 0).toList());
        return all.stream()
                .filter(who -> signedIn(who)
                        .filter(one -> {
                            Account account = found.get(one.id);
                            boolean signedOut = one.browser != 0 && !open.contains(one.browser);
                            return account == null || !one.isStill(account) || times.isOver(one) || signedOut;
                        })
                        .isPresent())
                .toList();
    }

    private void note(SignedIn one) {
        Instant seen = one.lastActive();
        if (one.browser != 0 && !seen.isBefore(one.noted.plus(STEP))) {
            browsers.seen(one.browser, seen);
            one.noted = seen;
        }
    }

    /** The session is over, for whatever reason. */
    public void over(@Nullable Authentication who) {
        signedIn(who).filter(one -> one.browser != 0).ifPresent(one -> browsers.remove(one.browser));
    }

    /** In which browsers whoever is signed in is so; this one first, then the last used first. */
    public List<BrowserSession> list() {
        UserId me = users.require().id();
        return browsers.list(
                me,
                times.now().minus(times.idle()).minus(STEP),
                signedIn(SecurityContextHolder.getContext().getAuthentication())
                        .map(one -> one.browser)
                        .orElse(0L));
    }

    /** Signs whoever is signed in out in one of their browsers, within seconds; no effect on another's. */
    public void end(long id) {
        User by = users.require();
        if (browsers.remove(by.id(), id)) {
            audit.record(by.actor(), "session.end", "user " + by.id(), "in one browser");
        }
    }

    /** Ends all browser sessions of whoever is signed in, this one too. */
    public void endAll() {
        User by = users.require();
        accounts.endSessions(by.id());
        audit.record(by.actor(), "session.end-all", "user " + by.id(), "");
    }

    private static Optional<SignedIn> signedIn(@Nullable Authentication who) {
        return who != null && who.getPrincipal() instanceof SignedIn one && !one.isToken()
                ? Optional.of(one)
                : Optional.empty();
    }
}
