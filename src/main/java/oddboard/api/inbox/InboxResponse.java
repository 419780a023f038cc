package oddboard.api.inbox;

import java.time.Instant;
import oddboard.inbox.Inbox;
import org.jspecify.annotations.Nullable;

/** An inbox as the API shows it. */
record InboxResponse(
        String id,
        String name,
        String folder,
        String model,
        String alias,
        @Nullable String challenger,
        int minutes,
        double psiLimit,
        int reviewers,
        boolean paused,
        Instant nextLook,
        @Nullable Instant lastLook,
        long images,
        int left,
        @Nullable String trouble,
        String dataset,
        String user,
        Instant createdAt) {
    static InboxResponse of(Inbox inbox) {
        return new InboxResponse(
                inbox.id().toString(),
                inbox.name(),
                inbox.folder(),
                inbox.model(),
                inbox.alias(),
                inbox.challenger().isEmpty() ? null : inbox.challenger(),
                inbox.minutes(),
                inbox.psiLimit(),
                inbox.reviewers(),
                inbox.paused(),
                inbox.dueAt(),
                inbox.lookedAt(),
                inbox.taken(),
                inbox.left(),
                inbox.trouble().isEmpty() ? null : inbox.trouble(),
                inbox.dataset().toString(),
                inbox.byName(),
                inbox.createdAt());
    }
}
