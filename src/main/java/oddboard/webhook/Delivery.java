package oddboard.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way to an endpoint, or there.
 *
 * @param event its webhook-id
 * @param type as the event says it
 * @param attempt tries so far
 * @param status of the last answer; null where there was none
 * @param result a sentence about the last try; "" before the first
 * @param dueAt when it is tried next, while it waits
 */
public record Delivery(
        long id,
        String event,
        String type,
        String page,
        State state,
        int attempt,
        @Nullable Integer status,
        String result,
        Instant dueAt,
        @Nullable Instant triedAt,
        Instant createdAt) {
    public enum State {
        WAITING,
        DELIVERED,
        FAILED
    }
}
