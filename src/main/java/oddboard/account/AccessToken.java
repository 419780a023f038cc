package oddboard.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A personal key to the API; the secret itself was shown once and is not kept. */
public record AccessToken(
        long id,
        String name,
        Scope scope,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt) {}
