package oddboard.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A user as administrators see them; {@code byProvider} where they sign in at the OpenID Connect provider. */
public record Person(
        User user,
        State state,
        boolean byProvider,
        Instant createdAt,
        @Nullable Instant lastSignInAt) {
    /** A REMOVED person can't come back; the name stays at what they made. */
    public enum State {
        ACTIVE,
        LOCKED,
        REMOVED
    }
}
