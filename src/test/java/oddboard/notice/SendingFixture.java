package oddboard.notice;

import java.util.List;
import oddboard.audit.Audit;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What sends to addresses, without the application around it. */
public final class SendingFixture {
    private SendingFixture() {}

    public static Webhook webhook(String... allowedHosts) {
        return new Webhook(new WebhookRules(List.of(allowedHosts)));
    }

    public static Notices notices(JdbcClient jdbc) {
        return new Notices(jdbc, new WebhookRules(List.of()), Audit.of(jdbc));
    }
}
