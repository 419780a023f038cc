package oddboard.notice;

import java.util.List;
import oddboard.outbound.HostRules;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Where a webhook may lead. */
@Component
final class WebhookRules extends HostRules {
    static final String SETTING = "oddboard.webhook.allowed-hosts";

    WebhookRules(@Value("${" + SETTING + ":}") List<String> allowed) {
        super("webhook", SETTING, allowed);
    }
}
