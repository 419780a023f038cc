package oddboard.api.webhook;

import java.time.Instant;
import java.util.List;
import oddboard.webhook.Endpoint;
import oddboard.webhook.EventType;
import org.jspecify.annotations.Nullable;

/** A webhook as the API shows it: never with its secret. */
record WebhookResponse(
        String id,
        String name,
        String address,
        List<String> types,
        boolean enabled,
        @Nullable String trouble,
        boolean signed,
        @Nullable Instant oldSecretUntil,
        @Nullable Instant failingSince,
        int waiting,
        @Nullable String lastResult,
        @Nullable Instant lastTriedAt,
        Instant createdAt) {
    static WebhookResponse of(Endpoint endpoint) {
        return new WebhookResponse(
                endpoint.id().toString(),
                endpoint.name(),
                endpoint.address(),
                endpoint.types().stream().map(EventType::word).toList(),
                endpoint.enabled(),
                endpoint.trouble().isEmpty() ? null : endpoint.trouble(),
                endpoint.signed(),
                endpoint.oldSecretUntil(),
                endpoint.failingSince(),
                endpoint.waiting(),
                endpoint.lastResult().isEmpty() ? null : endpoint.lastResult(),
                endpoint.lastTriedAt(),
                endpoint.createdAt());
    }
}
