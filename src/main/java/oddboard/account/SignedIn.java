package oddboard.account;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.CredentialsContainer;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/** Who acts, as Spring Security carries it about; {@code stamp} says with which password and role they came in. */
final class SignedIn implements UserDetails, CredentialsContainer {
    private static final long serialVersionUID = 1;

    final long id;
    private final String name;
    private final Role role;
    private @Nullable String passwordHash;
    /** Name of the token that they came with; null where it was by the sign-in page. */
    final @Nullable String token;
    private volatile long stamp;

    SignedIn(Account account, long stamp) {
        this(account, stamp, null);
    }

    /** By a token, which outlives a change of the password. */
    SignedIn(Account account, String token) {
        this(account, 0, token);
    }

    private SignedIn(Account account, long stamp, @Nullable String token) {
        this.id = account.user().id().value();
        this.name = account.user().name();
        this.role = account.user().role();
        this.passwordHash = account.passwordHash();
        this.stamp = stamp;
        this.token = token;
    }

    boolean isStill(Account account) {
        return stamp == 0 || stamp == account.stamp();
    }

    /** Whoever changes their own password stays signed in where they did it. */
    void renew(Account account) {
        if (stamp != 0) {
            stamp = account.stamp();
        }
    }

    @Override
    public String getUsername() {
        return name;
    }

    @Override
    public @Nullable String getPassword() {
        return passwordHash;
    }

    @Override
    public List<? extends GrantedAuthority> getAuthorities() {
        return List.of(new SimpleGrantedAuthority("ROLE_" + role));
    }

    @Override
    public void eraseCredentials() {
        passwordHash = null;
    }
}
