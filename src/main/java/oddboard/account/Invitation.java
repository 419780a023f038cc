package oddboard.account;

import java.time.Instant;

/** A link that was given to somebody who is no user yet; its secret was shown once and is not kept. */
public record Invitation(long id, Role role, String invitedBy, Instant createdAt, Instant expiresAt) {}
