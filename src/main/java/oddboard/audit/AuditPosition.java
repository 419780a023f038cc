package oddboard.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A place in the log, for pages that continue from there. */
public record AuditPosition(Instant at, long id) {
    /** @throws IllegalArgumentException with a sentence where it is none */
    public static AuditPosition parse(String text) {
        int dash = text.indexOf('-');
        try {
            long micros = Long.parseLong(text.substring(0, Math.max(dash, 0)), 36);
            return new AuditPosition(
                    Instant.EPOCH.plus(micros, ChronoUnit.MICROS), Long.parseLong(text.substring(dash + 1), 36));
        } catch (NumberFormatException | ArithmeticException e) {
            throw new IllegalArgumentException("That is not a place in the audit log; take it from the page before.");
        }
    }

    @Override
    public String toString() {
        return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, at), 36) + "-" + Long.toString(id, 36);
    }
}
