package oddboard.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import oddboard.account.User;
import oddboard.audit.Audit;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.common.StoredJson;
import oddboard.notice.Webhook;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** A person's own endpoints. Each is sent what that person may see, and nobody else sees or changes it. */
@Service
public class Webhooks {
    public static final int MAX_PER_USER = 10;
    /** So long an event can be seen and sent again. */
    public static final int DAYS_KEPT = 30;
    /** For so long events are signed with the secret before, too. */
    public static final Duration OVERLAP = Duration.ofHours(24);

    private final EndpointRepository endpoints;
    private final DeliveryRepository deliveries;
    private final Webhook webhook;
    private final TransactionOperations transaction;
    private final Audit audit;

    Webhooks(
            EndpointRepository endpoints,
            DeliveryRepository deliveries,
            Webhook webhook,
            TransactionOperations transaction,
            Audit audit) {
        this.endpoints = endpoints;
        this.deliveries = deliveries;
        this.webhook = webhook;
        this.transaction = transaction;
        this.audit = audit;
    }

    /** Hosts that addresses may lead to, as the administrator lists them. */
    public List<String> allowedHosts() {
        return webhook.allowedHosts();
    }

    /** An endpoint and its secret, which is shown this once. */
    public record Created(Endpoint endpoint, String secret) {}

    /**
     * Events are sent to it from now on.
     *
     * @throws InputException where a value is out of its range, or the address may not be used
     * @throws ConflictException where the user has too many
     */
    public Created create(EndpointSpec spec, User by) {
        EndpointSpec checked = spec.checked();
        String host = host(checked);
        Secret secret = Secret.random();
        EndpointId id = Objects.requireNonNull(transaction.execute(status -> {
            if (endpoints.count(by.id()) >= MAX_PER_USER) {
                throw new ConflictException(
                        "You have " + MAX_PER_USER + " webhooks already, which is the most; delete one first.");
            }
            EndpointId fresh = endpoints.insert(checked, by.id());
            endpoints.putSecret(fresh, secret, Duration.ZERO);
            audit.record(by.actor(), "webhook.create", "webhook " + fresh, "to " + host + ": " + words(checked));
            return fresh;
        }));
        return new Created(require(id, by), secret.shown());
    }

    /** Its path is often a secret: the audit log names the host. */
    private String host(EndpointSpec spec) {
        try {
            return webhook.requireAllowed(spec.address());
        } catch (IllegalArgumentException e) {
            throw new InputException("WEBHOOK_REFUSED", "", "address", String.valueOf(e.getMessage()));
        }
    }

    private static String words(EndpointSpec spec) {
        return spec.types().stream().map(EventType::word).collect(Collectors.joining(", "));
    }

    /** In the order in which they were made. */
    public List<Endpoint> list(User owner) {
        return endpoints.list(owner.id());
    }

    public Optional<Endpoint> find(EndpointId id, User owner) {
        return endpoints.find(id, owner.id());
    }

    /** @throws NotFoundException where the user has no such endpoint */
    public Endpoint require(EndpointId id, User owner) {
        return find(id, owner).orElseThrow(() -> new NotFoundException("There is no webhook " + id + "."));
    }

    /** Changes everything but the secret; what waits for a webhook that is disabled is given up. */
    public Endpoint change(EndpointId id, EndpointSpec spec, User by) {
        Endpoint before = require(id, by);
        EndpointSpec checked = spec.checked();
        String host = host(checked);
        transaction.executeWithoutResult(status -> {
            endpoints.update(id, checked);
            if (checked.enabled() && !before.enabled()) {
                endpoints.enable(id);
            } else if (!checked.enabled() && before.enabled()) {
                endpoints.disable(id, "");
            }
            audit.record(
                    by.actor(),
                    "webhook.change",
                    "webhook " + id,
                    (checked.enabled() ? "" : "disabled, ") + "to " + host + ": " + words(checked));
        });
        return require(id, by);
    }

    public void delete(EndpointId id, User by) {
        Endpoint endpoint = require(id, by);
        transaction.executeWithoutResult(status -> {
            endpoints.delete(id);
            audit.record(by.actor(), "webhook.delete", "webhook " + id, endpoint.name());
        });
    }

    /** A new secret, shown this once; for {@link #OVERLAP} events are signed with both. */
    public Created rotate(EndpointId id, User by) {
        require(id, by);
        Secret secret = Secret.random();
        transaction.executeWithoutResult(status -> {
            endpoints.putSecret(id, secret, OVERLAP);
            audit.record(by.actor(), "webhook.secret", "webhook " + id, "");
        });
        return new Created(require(id, by), secret.shown());
    }

    /**
     * Sends an event of the type {@code webhook.test} within seconds.
     *
     * @throws ConflictException where it is disabled, or a test is still waiting
     */
    public void test(EndpointId id, User by) {
        requireEnabled(id, by);
        String data = StoredJson.MAPPER.writeValueAsString(
                Map.of("webhook", id.toString(), "message", "A test from Oddboard.", "user", by.name()));
        transaction.executeWithoutResult(status -> {
            if (!deliveries.insertTest(id, data)) {
                throw new ConflictException("A test is still waiting to be delivered; see below how its tries went.");
            }
            audit.record(by.actor(), "webhook.test", "webhook " + id, "");
        });
    }

    private void requireEnabled(EndpointId id, User by) {
        if (!require(id, by).enabled()) {
            throw new ConflictException("The webhook " + id + " is disabled; enable it first.");
        }
    }

    /** Newest first, those with a smaller number than {@code before}. */
    public List<Delivery> deliveries(Endpoint endpoint, long before, int limit) {
        return deliveries.list(endpoint.id(), before, limit);
    }

    /**
     * Sends an event again at once, with the same webhook-id, whether it waits, was delivered or was given up.
     *
     * @throws NotFoundException where there is no such delivery, or it is no longer kept
     * @throws ConflictException where the endpoint is disabled
     */
    public Delivery sendAgain(EndpointId id, long delivery, User by) {
        requireEnabled(id, by);
        Delivery found = deliveries
                .find(id, delivery)
                .orElseThrow(() -> new NotFoundException("The webhook " + id + " has no delivery " + delivery + "."));
        transaction.executeWithoutResult(status -> {
            deliveries.restart(id, delivery);
            audit.record(by.actor(), "webhook.again", "webhook " + id, found.type() + " " + found.event());
        });
        return deliveries.find(id, delivery).orElseThrow();
    }
}
