package oddboard.account;

import java.time.Instant;

/**
 * A link that was given to somebody who is no user yet; its secret was shown once and is not kept.
 *
 * @param note for whom it is, in the inviter's words; may be empty
 */
public record Invitation(long id, Role role, String note, String invitedBy, Instant createdAt, Instant expiresAt) {}
