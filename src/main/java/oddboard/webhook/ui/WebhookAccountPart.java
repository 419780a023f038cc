package oddboard.webhook.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import oddboard.account.ui.AccountPart;
import oddboard.ui.Panel;
import oddboard.webhook.WebhookRoutes;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Service;

/** Leads from the account page to one's webhooks. */
@Service
@ConditionalOnWebApplication
class WebhookAccountPart implements AccountPart {
    @Override
    public Component create() {
        return new Panel(
                "Webhooks for programs",
                new Span(
                        "Runs, scorings, models and inboxes tell your own programs what happens, signed and tried again."),
                new Anchor(WebhookRoutes.ALL, "Webhooks"));
    }
}
