package oddboard.webhook.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.account.ui.SecretRow;
import oddboard.common.ConflictException;
import oddboard.job.ui.Ticker;
import oddboard.ui.Column;
import oddboard.ui.EmptyState;
import oddboard.ui.Format;
import oddboard.ui.MarkupParts;
import oddboard.ui.MarkupTable;
import oddboard.ui.OnceButton;
import oddboard.ui.PageHeader;
import oddboard.ui.Panel;
import oddboard.ui.RefusalText;
import oddboard.ui.StateTag.Tone;
import oddboard.ui.Toast;
import oddboard.webhook.Delivery;
import oddboard.webhook.Endpoint;
import oddboard.webhook.EndpointId;
import oddboard.webhook.EndpointSpec;
import oddboard.webhook.WebhookRoutes;
import oddboard.webhook.Webhooks;
import org.jspecify.annotations.Nullable;

/** One's webhooks for programs; with one of them in the address, what was sent to it. */
@Route(WebhookRoutes.ALL)
@PageTitle("Webhooks \u00b7 Oddboard")
@PermitAll
class WebhooksView extends Div implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 50;
    private final transient Webhooks webhooks;
    private final transient User owner;
    private final Div fresh = new Div();
    private final Div facts = new Div();
    private transient MarkupTable<Delivery> deliveries = DeliveriesTable.of(delivery -> {});
    private transient @Nullable Endpoint shown;

    WebhooksView(Webhooks webhooks, Users users, Ticker ticker) {
        this.webhooks = webhooks;
        this.owner = users.require();
        addClassName("odd-page");
        facts.addClassName("odd-facts");
        ticker.every(Duration.ofSeconds(2), this, this::refresh);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        fresh.removeAll();
        show(event.getLocation()
                .getQueryParameters()
                .getSingleParameter(WebhookRoutes.ID)
                .filter(id -> id.matches("[0-9]{1,18}"))
                .flatMap(id -> webhooks.find(new EndpointId(Long.parseLong(id)), owner)));
    }

    private void show(Optional<Endpoint> one) {
        removeAll();
        shown = one.orElse(null);
        if (shown == null) {
            showAll();
        } else {
            showOne(shown);
        }
    }

    private void showAll() {
        add(new PageHeader("Webhooks", "Events sent to your own programs, signed and tried again", accountLink()));
        List<String> hosts = webhooks.allowedHosts();
        List<Endpoint> all = webhooks.list(owner);
        if (all.isEmpty()) {
            add(new EmptyState(
                    "No webhooks",
                    hosts.isEmpty()
                            ? "A webhook tells a program of yours what happens here. An administrator first lists the hosts"
                                    + " that may be called in the setting oddboard.webhook.allowed-hosts."
                            : "A webhook tells a program of yours what happens here: runs that end, images that are flagged,"
                                    + " models that change."));
        } else {
            MarkupTable<Endpoint> table = table();
            table.show(all);
            add(new Panel("", table).flush());
        }
        if (!hosts.isEmpty()) {
            add(new WebhookForm(null, hosts, spec -> {
                Webhooks.Created created = webhooks.create(spec, owner);
                show(Optional.of(created.endpoint()));
                UI.getCurrent()
                        .getPage()
                        .getHistory()
                        .pushState(
                                null, WebhookRoutes.webhook(created.endpoint().id()));
                showSecret(created.secret());
            }));
        }
    }

    private static Anchor accountLink() {
        return new Anchor("account", "Account");
    }

    private static MarkupTable<Endpoint> table() {
        return new MarkupTable<Endpoint>(
                        "Webhooks",
                        endpoint -> endpoint.id().toString(),
                        List.of(
                                Column.<Endpoint>of(
                                                "Webhook",
                                                (cell, e) -> cell.add(MarkupParts.link(
                                                                WebhookRoutes.webhook(e.id()), e.name()))
                                                        .add(MarkupParts.note(" " + e.address())))
                                        .rowHeader(),
                                Column.of("State", (cell, e) -> cell.add(MarkupParts.tag(state(e), tone(e)))),
                                Column.<Endpoint>number("Waiting", e -> Format.count(e.waiting()))
                                        .labeled(),
                                Column.<Endpoint>text(
                                                "Last try",
                                                e -> e.lastTriedAt() == null
                                                        ? "not yet"
                                                        : Format.ago(e.lastTriedAt()) + ": " + e.lastResult())
                                        .wide()))
                .stacked();
    }

    private void showOne(Endpoint endpoint) {
        PageHeader header = new PageHeader(endpoint.name(), endpoint.address());
        header.setActions(actions(endpoint).toArray(Component[]::new));
        deliveries = DeliveriesTable.of(delivery ->
                act(() -> webhooks.sendAgain(endpoint.id(), delivery.id(), owner), "It is sent again within seconds."));
        add(
                header,
                fresh,
                new Panel("", facts),
                new Panel("Events of the last " + Webhooks.DAYS_KEPT + " days", deliveries).flush(),
                new WebhookForm(endpoint, webhooks.allowedHosts(), spec -> {
                    webhooks.change(endpoint.id(), spec, owner);
                    Toast.show("Saved.");
                    reload();
                }));
        refresh();
    }

    private List<Component> actions(Endpoint endpoint) {
        return List.of(
                new Anchor(WebhookRoutes.ALL, "All webhooks"),
                new OnceButton(
                        "Send a test event",
                        () -> act(() -> webhooks.test(endpoint.id(), owner), "A test is sent within seconds.")),
                new OnceButton("New secret", () -> {
                    showSecret(webhooks.rotate(endpoint.id(), owner).secret());
                    refresh();
                    return false;
                }),
                new OnceButton(endpoint.enabled() ? "Disable" : "Enable", () -> {
                    webhooks.change(
                            endpoint.id(),
                            new EndpointSpec(
                                    endpoint.name(), endpoint.address(), endpoint.types(), !endpoint.enabled()),
                            owner);
                    reload();
                    return true;
                }),
                new OnceButton("Delete", () -> {
                    new ConfirmDialog(
                                    "Delete this webhook?",
                                    "Nothing more is sent to it, and the list of what was sent goes with it.",
                                    "Delete",
                                    confirmed -> {
                                        webhooks.delete(endpoint.id(), owner);
                                        UI.getCurrent().navigate(WebhookRoutes.ALL);
                                    },
                                    "Keep",
                                    kept -> {})
                            .open();
                    return false;
                }));
    }

    private boolean act(Runnable action, String message) {
        try {
            action.run();
            Toast.show(message);
        } catch (ConflictException e) {
            Toast.error(RefusalText.of(e));
        }
        refresh();
        return false;
    }

    private void showSecret(String secret) {
        fresh.removeAll();
        fresh.add(new SecretRow(
                secret,
                "Copy this secret into the program that takes the events: it can't be shown again. With it the program"
                        + " checks that an event is from here."));
    }

    private void reload() {
        Endpoint before = shown;
        if (before != null) {
            show(webhooks.find(before.id(), owner));
        }
    }

    /** What changes by itself; the form stays as it is. */
    private void refresh() {
        Endpoint before = shown;
        if (before == null) {
            return;
        }
        webhooks.find(before.id(), owner).ifPresent(now -> {
            if (now.enabled() != before.enabled()) {
                show(Optional.of(now));
                return;
            }
            showFacts(now);
            deliveries.show(webhooks.deliveries(now, Long.MAX_VALUE, SHOWN));
        });
    }

    private void showFacts(Endpoint now) {
        facts.removeAll();
        Span state = new Span(state(now));
        state.addClassName("odd-strong");
        facts.add(
                state, new Span(Format.count(now.waiting()) + (now.waiting() == 1 ? " event waits" : " events wait")));
        if (now.failingSince() != null) {
            facts.add(new Span("the first failure was " + Format.ago(now.failingSince())));
        }
        if (now.oldSecretUntil() != null) {
            facts.add(new Span("signed with the old secret, too, for 24 hours"));
        }
        String trouble = now.signed()
                ? now.trouble()
                : "It has no secret, as after a restore from a backup: make a new one, and what waits is sent.";
        if (!trouble.isEmpty()) {
            Span why = new Span(trouble);
            why.addClassName("odd-error");
            why.getElement().setAttribute("role", "alert");
            facts.add(why);
        }
    }

    private static String state(Endpoint endpoint) {
        return !endpoint.enabled()
                ? "Disabled"
                : !endpoint.signed() ? "Needs a secret" : endpoint.failingSince() != null ? "Failing" : "Enabled";
    }

    private static Tone tone(Endpoint endpoint) {
        return endpoint.enabled() && endpoint.signed() && endpoint.failingSince() == null ? Tone.GOOD : Tone.WARN;
    }
}
