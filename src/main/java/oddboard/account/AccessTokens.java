package oddboard.account;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import oddboard.audit.Audit;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.stereotype.Service;

/** Personal keys to the API. */
@Service
public class AccessTokens {
    private final AccessTokenRepository tokens;
    private final Users users;
    private final Audit audit;

    AccessTokens(AccessTokenRepository tokens, Users users, Audit audit) {
        this.tokens = tokens;
        this.users = users;
        this.audit = audit;
    }

    /**
     * Makes a token for whoever is signed in.
     *
     * @return the secret, which can be read only now
     * @throws IllegalArgumentException with a sentence where the name is no name
     */
    public String create(String name, Duration validFor) {
        String trimmed = name.strip();
        if (trimmed.isEmpty() || trimmed.length() > 100) {
            throw new IllegalArgumentException("A token's name has 1 to 100 characters; say where it will be used.");
        }
        String secret = Secrets.token();
        User by = users.require();
        tokens.add(by.id(), trimmed, Secrets.sha256(secret), validFor);
        audit.record(by.actor(), "token.create", "token " + trimmed, "for " + validFor.toDays() + " days");
        return secret;
    }

    /** The working tokens of whoever is signed in, newest first. */
    public List<AccessToken> list() {
        return tokens.list(users.require().id());
    }

    /** Ends a token of whoever is signed in, at once; no effect on another's. */
    public void revoke(long id) {
        User by = users.require();
        tokens.revoke(by.id(), id).ifPresent(name -> audit.record(by.actor(), "token.revoke", "token " + name, ""));
    }

    /** Whose token {@code secret} is; empty where it is unknown, revoked or expired. */
    public Optional<UserDetails> owner(String secret) {
        return tokens.use(Secrets.sha256(secret)).map(Function.identity());
    }

    /** The name of the token with which they came; empty where it was by the sign-in page. */
    public static Optional<String> nameOf(UserDetails who) {
        return who instanceof SignedIn one ? Optional.ofNullable(one.token) : Optional.empty();
    }
}
