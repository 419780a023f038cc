package oddboard.webhook;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An address that events are sent to.
 *
 * @param types that it takes, in the order of {@link EventType}
 * @param trouble why the program disabled it; "" = it did not
 * @param signed whether there is a secret: after a restore from a backup there is none, and nothing is sent
 * @param oldSecretUntil till when events are signed with the secret before, too; null = with the present one alone
 * @param failingSince first failure since something got through; null = the last try got through
 * @param waiting events that are still to be delivered
 * @param lastResult a sentence about the last try; "" before the first
 */
public record Endpoint(
        EndpointId id,
        String name,
        String address,
        List<EventType> types,
        boolean enabled,
        String trouble,
        boolean signed,
        @Nullable Instant oldSecretUntil,
        @Nullable Instant failingSince,
        int waiting,
        String lastResult,
        @Nullable Instant lastTriedAt,
        Instant createdAt) {}
