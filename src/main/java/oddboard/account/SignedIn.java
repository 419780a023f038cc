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
    private volatile long stamp;

    /** @param stamp 0 for a token, which outlives a change of the password */
    SignedIn(Account account, long stamp) {
        this.id = account.user().id().value();
        this.name = account.user().name();
        this.role = account.user().role();
        this.passwordHash = account.passwordHash();
        this.stamp = stamp;
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
