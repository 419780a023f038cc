package oddboard.api;

import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A webhook of somebody's, with an event that was delivered; it may not lead anywhere from here. */
final class WebhookRow {
    private WebhookRow() {}

    static Map<String, String> add(JdbcClient sql, long owner) {
        sql.sql("delete from webhook_endpoint").update();
        long endpoint = sql.sql("""
                        insert into webhook_endpoint (account_id, name, address, types)
                        values (:owner, 'Theirs', 'https://example.com/', '{run.failed}') returning id""").param("owner", owner).query(Long.class).single();
        long delivery =
                sql.sql("""
                        with event as (
                            insert into webhook_event (id, type, data, page, resource)
                            values ('msg_' || :endpoint, 'webhook.test', '{}', '', '') returning id)
                        insert into webhook_delivery (event_id, endpoint_id, state)
                        select id, :endpoint, 'DELIVERED' from event returning id""").param("endpoint", endpoint).query(Long.class).single();
        return Map.of("webhook", Long.toString(endpoint), "delivery", Long.toString(delivery));
    }
}
