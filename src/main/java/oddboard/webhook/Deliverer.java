package oddboard.webhook;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import oddboard.audit.Audit;
import oddboard.common.StoredJson;
import oddboard.notice.NoticeText;
import oddboard.notice.Notices;
import oddboard.notice.Webhook;
import oddboard.webhook.DeliveryRepository.Due;
import oddboard.webhook.DeliveryRepository.Target;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.core.type.TypeReference;

/**
 * Sends events. An endpoint is leased while something is under way to it, so that no two nodes send to it at once; a node that
 * dies leaves what it was sending to the others, so that it arrives once at least, with the same webhook-id.
 */
@Component
class Deliverer {
    private static final int GONE = 410;
    /** As Standard Webhooks recommends at least. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final TypeReference<LinkedHashMap<String, Object>> JSON_OBJECT = new TypeReference<>() {};

    private final DeliveryRepository deliveries;
    private final EndpointRepository endpoints;
    private final TransactionOperations transaction;
    private final Webhook webhook;
    private final Notices notices;
    private final Audit audit;
    private final String server;
    private final Duration patience;

    /** @param server address of these pages as users reach them; empty where links are paths */
    @Autowired
    Deliverer(
            DeliveryRepository deliveries,
            EndpointRepository endpoints,
            TransactionOperations transaction,
            Webhook webhook,
            Notices notices,
            Audit audit,
            @Value("${oddboard.public-url:}") String server) {
        this(deliveries, endpoints, transaction, webhook, notices, audit, server, PATIENCE);
    }

    Deliverer(
            DeliveryRepository deliveries,
            EndpointRepository endpoints,
            TransactionOperations transaction,
            Webhook webhook,
            Notices notices,
            Audit audit,
            String server,
            Duration patience) {
        this.deliveries = deliveries;
        this.endpoints = endpoints;
        this.transaction = transaction;
        this.webhook = webhook;
        this.notices = notices;
        this.audit = audit;
        this.server = server.strip().replaceFirst("/+$", "");
        this.patience = patience;
    }

    private record Work(Target target, Optional<Due> due, List<Secret> secrets) {}

    /** Sends the next event that is due; false where there is none. */
    boolean sendOne() {
        UUID lease = UUID.randomUUID();
        Optional<Work> next = Objects.requireNonNull(transaction.execute(status -> deliveries
                .lease(lease)
                .map(target -> new Work(target, deliveries.begin(target.id()), deliveries.secrets(target.id())))));
        // Outside of a transaction: nothing waits in the database for a host far away.
        next.ifPresent(work -> work.due()
                .ifPresentOrElse(
                        due -> send(work, due, lease),
                        () -> deliveries.release(work.target().id(), lease)));
        return next.isPresent();
    }

    private void send(Work work, Due due, UUID lease) {
        EndpointId id = work.target().id();
        if (!due.seen()) {
            transaction.executeWithoutResult(status -> {
                deliveries.release(id, lease);
                deliveries.end(due, Delivery.State.FAILED, 0, "The owner may no longer see what it is about.");
            });
            return;
        }
        byte[] body = body(due);
        long now = Instant.now().getEpochSecond();
        Webhook.Result result = webhook.send(
                work.target().address(),
                body,
                Map.of(
                        "webhook-id",
                        due.event(),
                        "webhook-timestamp",
                        Long.toString(now),
                        "webhook-signature",
                        work.secrets().stream()
                                .map(secret -> secret.sign(due.event(), now, body))
                                .collect(Collectors.joining(" "))),
                patience);
        transaction.executeWithoutResult(status -> {
            if (result.sent()) {
                deliveries
                        .release(id, lease, due, null)
                        .ifPresent(since ->
                                deliveries.end(due, Delivery.State.DELIVERED, result.status(), result.sentence()));
            } else {
                failed(work.target(), due, lease, result);
            }
        });
    }

    private void failed(Target target, Due due, UUID lease, Webhook.Result result) {
        Duration pause = RetrySchedule.ofEndpoint(target.failures() + 1, result.retryAfter());
        Optional<Instant> since = deliveries.release(target.id(), lease, due, pause);
        if (since.isEmpty()) {
            return;
        }
        Optional<Duration> next = result.status() == GONE
                ? Optional.empty()
                : RetrySchedule.pause(due.attempt(), result.retryAfter(), RANDOM);
        if (next.isPresent()) {
            deliveries.again(due, next.get(), result.status(), result.sentence());
            return;
        }
        deliveries.end(
                due,
                Delivery.State.FAILED,
                result.status(),
                result.status() == GONE
                        ? "The host answered with status 410: it wants no more events."
                        : result.sentence() + " It was tried " + due.attempt() + " times and given up.");
        if (result.status() == GONE) {
            disable(target, "The host answered with status 410: it wants no more events.");
        } else if (!since.get().isAfter(due.firstAt())) {
            disable(target, "Nothing got through in the three days in which an event was tried.");
        }
    }

    private void disable(Target target, String why) {
        endpoints.disable(target.id(), why);
        audit.record(Audit.Actor.PROGRAM, "webhook.disable", "webhook " + target.id(), why);
        notices.tell(
                new NoticeText(
                        false,
                        "The webhook " + target.name() + " is disabled. " + why + " Enable it when that is corrected.",
                        WebhookRoutes.webhook(target.id())),
                target.owner());
    }

    /** The same at each try, on whatever node: hence maps in order. */
    private byte[] body(Due due) {
        Map<String, Object> data = StoredJson.MAPPER.readValue(due.data(), JSON_OBJECT);
        Map<String, Object> links = new LinkedHashMap<>();
        links.put("page", server + "/" + due.page());
        links.put("api", server + "/api/v1/" + due.resource());
        data.put("links", links);
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("type", due.type());
        event.put("timestamp", due.at().toString());
        event.put("data", data);
        return StoredJson.MAPPER.writeValueAsString(event).getBytes(StandardCharsets.UTF_8);
    }
}
