package oddboard.audit;

import java.time.Instant;

/** One line of the log; {@code account} is 0 where nobody was signed in or the program acted by itself. */
public record AuditEntry(
        long id,
        Instant at,
        long account,
        String who,
        String action,
        String object,
        String detail,
        String address,
        String via) {

    /** Where it stands among all. */
    public AuditPosition position() {
        return new AuditPosition(at, id);
    }
}
