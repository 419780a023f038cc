package oddboard.report;

import java.time.Instant;
import oddboard.account.UserId;
import org.jspecify.annotations.Nullable;

/**
 * An address at which a report is read without signing in.
 *
 * @param report address of the report within the API
 * @param opened how often it was
 * @param openedAt last time; null = never
 */
public record GuestLink(
        long id,
        UserId by,
        String byName,
        String title,
        String report,
        Instant createdAt,
        Instant expiresAt,
        int opened,
        @Nullable Instant openedAt) {}
