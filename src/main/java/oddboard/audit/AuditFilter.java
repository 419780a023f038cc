package oddboard.audit;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Which entries; empty and null let all through.
 *
 * @param who a name, in any case
 * @param action {@code run.cancel}, or {@code run} for all of them
 * @param object {@code dataset 12}
 * @param words the beginnings of words, in any order, anywhere in an entry
 * @param from the first moment
 * @param to the moment after the last
 */
public record AuditFilter(
        String who,
        String action,
        String object,
        String words,
        @Nullable Instant from,
        @Nullable Instant to) {
    public static final AuditFilter ALL = new AuditFilter("", "", "", "", null, null);

    /**
     * As addresses have it: times are {@code 2026-11-03T04:00:00Z} or {@code 2026-11-03}, a whole day of UTC.
     *
     * @throws IllegalArgumentException with a sentence where a time is none
     */
    public static AuditFilter of(String who, String action, String object, String words, String from, String to) {
        return new AuditFilter(plain(who), plain(action), plain(object), plain(words), time(from, 0), time(to, 1));
    }

    private static String plain(String text) {
        return text.replace("\0", "").strip();
    }

    private static @Nullable Instant time(String text, int days) {
        String plain = text.strip();
        try {
            return plain.isEmpty()
                    ? null
                    : plain.length() > 10
                            ? bounded(Instant.parse(plain))
                            : bounded(LocalDate.parse(plain)
                                    .plusDays(days)
                                    .atStartOfDay(ZoneOffset.UTC)
                                    .toInstant());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("A time looks like 2026-11-03 or 2026-11-03T04:00:00Z.");
        }
    }

    /** To what the database knows of. */
    private static Instant bounded(Instant time) {
        Instant first = Instant.parse("1970-01-01T00:00:00Z");
        Instant last = Instant.parse("9999-12-31T00:00:00Z");
        return time.isBefore(first) ? first : time.isAfter(last) ? last : time;
    }

    public boolean isAll() {
        return equals(ALL);
    }
}
