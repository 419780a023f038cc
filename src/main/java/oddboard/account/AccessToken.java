package oddboard.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A personal key to the API; the secret itself was shown once and is not kept.
 *
 * @param ownerName the owner's name now
 */
public record AccessToken(
        long id,
        UserId owner,
        String ownerName,
        String name,
        Scope scope,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt) {}
