package oddboard.account;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.CredentialsContainer;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/** Who acts, as Spring Security carries it about, by a browser session or by a token. */
class SignedIn implements UserDetails, CredentialsContainer {
    private static final long serialVersionUID = 1;
    private static final long TOKEN = 0;

    final long id;
    final Instant since;
    /** Name of the token that they came with; null where it was by the sign-in page. */
    final @Nullable String token;
    /** Its number; null where there is no token. */
    final @Nullable Long tokenId;

    private final String name;
    private final Role role;
    private final Scope scope;
    private final boolean locked;
    private @Nullable String passwordHash;
    /** Says with which password and role they came in; a token outlives a change of the password. */
    private volatile long stamp;

    private volatile Instant lastActive;
    /** Line in their list of browsers; 0 = none, as for a token. */
    volatile long browser;
    /** What the list says of when they were last active. */
    volatile Instant noted;

    private SignedIn(
            Account account, long stamp, @Nullable Long tokenId, @Nullable String token, Scope scope, Instant now) {
        this.tokenId = tokenId;
        this.token = token;
        this.id = account.user().id().value();
        this.name = account.user().name();
        this.role = account.user().role();
        this.scope = scope;
        this.locked = !account.isActive();
        this.passwordHash = account.passwordHash();
        this.stamp = stamp;
        this.since = now;
        this.lastActive = now;
        this.noted = now;
    }

    /** By a browser session that begins now. */
    SignedIn(Account account, Instant now) {
        this(account, account.stamp(), null, null, Scope.ADMIN, now);
    }

    static SignedIn byToken(Account account, long id, String name, Scope scope) {
        return new SignedIn(account, TOKEN, id, name, scope, Instant.MAX);
    }

    boolean isToken() {
        return stamp == TOKEN;
    }

    boolean isStill(Account account) {
        return account.isActive() && (isToken() || stamp == account.stamp());
    }

    /** The user with what the token leaves of the role. */
    User as(User user) {
        Role capped = scope.cap(user.role());
        return capped == user.role() ? user : new User(user.id(), user.name(), capped, user.mustChangePassword());
    }

    /** Whoever changes their own password stays signed in where they did it. */
    void renew(Account account) {
        if (!isToken()) {
            stamp = account.stamp();
        }
    }

    void active(Instant now) {
        lastActive = now;
    }

    Instant lastActive() {
        return lastActive;
    }

    @Override
    public String getUsername() {
        return name;
    }

    @Override
    public @Nullable String getPassword() {
        return passwordHash;
    }

    /** Spring Security looks at this one only after the password was right, so that a guesser learns nothing. */
    @Override
    public boolean isCredentialsNonExpired() {
        return !locked;
    }

    @Override
    public List<? extends GrantedAuthority> getAuthorities() {
        var asRole = new SimpleGrantedAuthority("ROLE_" + scope.cap(role));
        return isToken() ? List.of(asRole, new SimpleGrantedAuthority(AccessTokens.authority(scope))) : List.of(asRole);
    }

    @Override
    public void eraseCredentials() {
        passwordHash = null;
    }
}
