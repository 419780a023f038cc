package oddboard.api.webhook;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import oddboard.account.Users;
import oddboard.api.Cursor;
import oddboard.api.Fields;
import oddboard.api.Limit;
import oddboard.api.Page;
import oddboard.api.Required;
import oddboard.api.http.IdempotencyFilter;
import oddboard.common.InputException;
import oddboard.webhook.Delivery;
import oddboard.webhook.Endpoint;
import oddboard.webhook.EndpointId;
import oddboard.webhook.EndpointSpec;
import oddboard.webhook.EventType;
import oddboard.webhook.Webhooks;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The caller's own webhooks for programs. */
@Tag(name = "Webhooks")
@RestController
@RequestMapping("/api/v1/webhooks")
class WebhooksApi {
    private final Webhooks webhooks;
    private final Users users;

    WebhooksApi(Webhooks webhooks, Users users) {
        this.webhooks = webhooks;
        this.users = users;
    }

    record NewWebhook(
            @Limit(value = EndpointSpec.MAX_NAME, code = "NAME_INVALID") @Required @Nullable String name,

            @Limit(value = EndpointSpec.MAX_ADDRESS, code = "WEBHOOK_REFUSED") @Required @Nullable String address,

            @Limit(100) @Required @Nullable List<String> types,
            @Nullable Boolean enabled) {
        EndpointSpec spec() {
            return new EndpointSpec(
                    Fields.required("name", name),
                    Fields.required("address", address),
                    read(Fields.required("types", types)),
                    enabled == null || enabled);
        }
    }

    record WebhookChange(
            @Limit(value = EndpointSpec.MAX_NAME, code = "NAME_INVALID") @Nullable String name,

            @Limit(value = EndpointSpec.MAX_ADDRESS, code = "WEBHOOK_REFUSED") @Nullable String address,

            @Limit(100) @Nullable List<String> types,
            @Nullable Boolean enabled) {
        EndpointSpec on(Endpoint now) {
            return new EndpointSpec(
                    name == null ? now.name() : name,
                    address == null ? now.address() : address,
                    types == null ? now.types() : read(types),
                    enabled == null ? now.enabled() : enabled);
        }
    }

    private static List<EventType> read(List<String> words) {
        return words.stream()
                .map(word -> EventType.of(word)
                        .orElseThrow(() -> new InputException(
                                "EVENT_TYPE_UNKNOWN",
                                "",
                                "types",
                                "There is no event type \"" + word + "\"; GET /webhooks/types lists them.")))
                .toList();
    }

    /** {@code secret} is shown only once, and not when the call is repeated by its Idempotency-Key. */
    record WebhookSecret(
            String id, @Nullable String secret, @Nullable Instant oldSecretUntil) {
        static WebhookSecret of(Webhooks.Created created, HttpServletRequest request) {
            Endpoint endpoint = created.endpoint();
            request.setAttribute(
                    IdempotencyFilter.KEPT,
                    new WebhookSecret(endpoint.id().toString(), null, endpoint.oldSecretUntil()));
            return new WebhookSecret(endpoint.id().toString(), created.secret(), endpoint.oldSecretUntil());
        }
    }

    record EventTypeResponse(String type, String title) {}

    record EventTypesResponse(List<EventTypeResponse> items) {}

    record WebhookDeliveryResponse(
            String id,
            String event,
            String type,
            String state,
            int attempt,
            @Nullable Integer status,
            @Nullable String result,
            @Nullable Instant nextTry,
            @Nullable Instant lastTry,
            Instant createdAt) {
        static WebhookDeliveryResponse of(Delivery delivery) {
            return new WebhookDeliveryResponse(
                    Long.toString(delivery.id()),
                    delivery.event(),
                    delivery.type(),
                    delivery.state().name().toLowerCase(Locale.ROOT),
                    delivery.attempt(),
                    delivery.status(),
                    delivery.result().isEmpty() ? null : delivery.result(),
                    delivery.state() == Delivery.State.WAITING ? delivery.dueAt() : null,
                    delivery.triedAt(),
                    delivery.createdAt());
        }
    }

    @Operation(summary = "The types of events", description = "Of which a webhook is sent those that it chooses.")
    @GetMapping("/types")
    EventTypesResponse types() {
        return new EventTypesResponse(Arrays.stream(EventType.values())
                .map(type -> new EventTypeResponse(type.word(), type.title()))
                .toList());
    }

    @Operation(
            summary = "Make a webhook",
            description =
                    "From now on events of these types are posted to the address, of what the caller may see: signed as"
                            + " Standard Webhooks 1.0.0 says, and tried ten times within about three days. The secret is shown"
                            + " only once, and not where the call is repeated by its Idempotency-Key.")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    WebhookSecret create(@RequestBody NewWebhook body, HttpServletRequest request) {
        return WebhookSecret.of(webhooks.create(body.spec(), users.require()), request);
    }

    @Operation(summary = "The caller's webhooks")
    @GetMapping
    Page<WebhookResponse> list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return Cursor.of(limit, cursor)
                .ascending(
                        webhooks.list(users.require()),
                        endpoint -> endpoint.id().value(),
                        WebhookResponse::of);
    }

    @Operation(summary = "A webhook")
    @GetMapping("/{id}")
    WebhookResponse get(@PathVariable long id) {
        return WebhookResponse.of(endpoint(id));
    }

    private Endpoint endpoint(long id) {
        return webhooks.require(new EndpointId(id), users.require());
    }

    @Operation(
            summary = "Change a webhook",
            description =
                    "Only the fields that are there change. What waits for a webhook that is disabled is given up.")
    @PatchMapping("/{id}")
    WebhookResponse change(@PathVariable long id, @RequestBody WebhookChange body) {
        return WebhookResponse.of(webhooks.change(new EndpointId(id), body.on(endpoint(id)), users.require()));
    }

    @Operation(summary = "Delete a webhook", description = "With its deliveries.")
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable long id) {
        webhooks.delete(new EndpointId(id), users.require());
    }

    @Operation(
            summary = "Make a new secret",
            description = "It is shown only once. For 24 hours events are signed with the secret before, too.")
    @PostMapping("/{id}/secret")
    WebhookSecret rotate(@PathVariable long id, HttpServletRequest request) {
        return WebhookSecret.of(webhooks.rotate(new EndpointId(id), users.require()), request);
    }

    @Operation(
            summary = "Send a test",
            description = "An event of the type webhook.test; how it went stands among the deliveries within seconds.")
    @PostMapping("/{id}/test")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void test(@PathVariable long id) {
        webhooks.test(new EndpointId(id), users.require());
    }

    @Operation(summary = "Events sent to a webhook", description = "Newest first; they are kept for 30 days.")
    @GetMapping("/{id}/deliveries")
    Page<WebhookDeliveryResponse> deliveries(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Cursor page = Cursor.of(limit, cursor);
        return page.page(
                webhooks.deliveries(endpoint(id), page.after(Long.MAX_VALUE), page.limit() + 1),
                Delivery::id,
                WebhookDeliveryResponse::of);
    }

    @Operation(
            summary = "Send an event again",
            description = "At once, with the same webhook-id, whether it waits, was delivered or was given up.")
    @PostMapping("/{id}/deliveries/{delivery}/retry")
    @ResponseStatus(HttpStatus.ACCEPTED)
    WebhookDeliveryResponse again(@PathVariable long id, @PathVariable long delivery) {
        return WebhookDeliveryResponse.of(webhooks.sendAgain(new EndpointId(id), delivery, users.require()));
    }
}
