package oddboard.account;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import oddboard.audit.Audit;
import oddboard.common.ConflictException;
import oddboard.common.PlainText;
import oddboard.common.Sha256;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.stereotype.Service;

/** Personal keys to the API. */
@Service
public class AccessTokens {
    /** A key that somebody loses works no longer than this; those made before there was a limit keep their time. */
    public static final int MAX_DAYS = 90;

    /** Working tokens of one person. */
    static final int MAX_TOKENS = 100;

    private final AccessTokenRepository tokens;
    private final Users users;
    private final Audit audit;

    AccessTokens(AccessTokenRepository tokens, Users users, Audit audit) {
        this.tokens = tokens;
        this.users = users;
        this.audit = audit;
    }

    /**
     * Makes a token for whoever is signed in. One that is made by a token ends with it at the latest.
     *
     * @return the secret, which can be read only now
     * @throws IllegalArgumentException with a sentence where the name is no name, the time too long, or the scope exceeds the
     *     owner's role
     * @throws ConflictException where they have too many
     */
    public String create(String name, Scope scope, Duration validFor) {
        String trimmed = name.strip();
        if (trimmed.isEmpty() || trimmed.length() > 100 || !PlainText.isLine(trimmed)) {
            throw new IllegalArgumentException(
                    "A token's name has 1 to 100 characters in one line; say where it will be used.");
        }
        if (validFor.compareTo(Duration.ofDays(MAX_DAYS)) > 0) {
            throw new IllegalArgumentException(
                    "A token is valid for " + MAX_DAYS + " days at most; make the next one before it ends.");
        }
        User owner = users.require();
        if (!Scope.of(owner.role()).contains(scope)) {
            throw new IllegalArgumentException("Your role, "
                    + owner.role().name().toLowerCase(Locale.ROOT) + ", does not reach as far as this token would.");
        }
        if (tokens.list(owner.id()).size() >= MAX_TOKENS) {
            throw new ConflictException(
                    "You have " + MAX_TOKENS + " tokens, as many as one may have; revoke one first.");
        }
        String secret = Secrets.token();
        tokens.add(owner.id(), trimmed, scope, Sha256.of(secret), validFor, users.currentToken());
        audit.record(
                owner.actor(),
                "token.create",
                "token " + trimmed,
                scope.name().toLowerCase(Locale.ROOT) + ", for " + validFor.toDays() + " days");
        return secret;
    }

    /** The working tokens of whoever is signed in, newest first. */
    public List<AccessToken> list() {
        return tokens.list(users.require().id());
    }

    /** Ends a token of whoever is signed in at once, and those that were made by it; no effect on another's. */
    public void revoke(long id) {
        User by = users.require();
        tokens.revoke(by.id(), id).ifPresent(name -> audit.record(by.actor(), "token.revoke", "token " + name, ""));
    }

    /** The name of the token with which they came; empty where it was by the sign-in page. */
    public static Optional<String> nameOf(UserDetails who) {
        return who instanceof SignedIn one ? Optional.ofNullable(one.token) : Optional.empty();
    }

    /** What a token's bearer has beside the role, by which the API's filter knows how far the token goes. */
    public static String authority(Scope scope) {
        return "SCOPE_" + scope;
    }

    /** Whose token {@code secret} is; empty where it is unknown, revoked or expired. */
    public Optional<UserDetails> owner(String secret) {
        return tokens.use(Sha256.of(secret)).map(UserDetails.class::cast);
    }
}
