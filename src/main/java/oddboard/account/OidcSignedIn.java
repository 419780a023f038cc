package oddboard.account;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.OidcUserInfo;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** Who came in by the OpenID Connect provider; the id token is what the provider asks for at the sign-out. */
final class OidcSignedIn extends SignedIn implements OidcUser {
    private static final long serialVersionUID = 1;

    private final OidcIdToken idToken;

    OidcSignedIn(Account account, Instant now, OidcIdToken idToken) {
        super(account, now);
        this.idToken = idToken;
    }

    @Override
    public String getName() {
        return getUsername();
    }

    @Override
    public List<? extends GrantedAuthority> getAuthorities() {
        return super.getAuthorities();
    }

    @Override
    public Map<String, Object> getAttributes() {
        return idToken.getClaims();
    }

    @Override
    public Map<String, Object> getClaims() {
        return idToken.getClaims();
    }

    @Override
    public @Nullable OidcUserInfo getUserInfo() {
        return null;
    }

    @Override
    public OidcIdToken getIdToken() {
        return idToken;
    }
}
