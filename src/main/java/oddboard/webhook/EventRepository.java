package oddboard.webhook;

import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Writes events, and for whom they are, in one statement of the transaction in which they happen. */
@Repository
class EventRepository {
    private static final String FOR_WHOM = """
            wanted as (
                select e.id as endpoint_id from told t
                join webhook_endpoint e on e.enabled and :type = any(e.types)
                join account a on a.id = e.account_id and a.locked_at is null and a.removed_at is null
                join dataset_right seen on seen.dataset_id = t.dataset_id and seen.account_id = e.account_id),
            event as (
                insert into webhook_event (id, type, dataset_id, data, page, resource)
                select 'msg_' || replace(gen_random_uuid()::text, '-', ''), :type, dataset_id, data, page, resource
                from told where exists (select from wanted) returning id)
            insert into webhook_delivery (event_id, endpoint_id)
            select event.id, wanted.endpoint_id from event cross join wanted
            """;
    private final JdbcClient jdbc;

    EventRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Nothing is written where no endpoint takes it.
     *
     * @param told a select of dataset_id, data (JSON), page and resource; one row, or none where there is nothing to tell
     * @param parameters of it
     */
    void record(EventType type, String told, Map<String, ?> parameters) {
        jdbc.sql("with told as (" + told + "), " + FOR_WHOM)
                .params(parameters)
                .param("type", type.word())
                .update();
    }
}
