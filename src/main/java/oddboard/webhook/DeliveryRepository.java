package oddboard.webhook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import oddboard.account.UserId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of deliveries: what is sent next, and how it went. */
@Repository
class DeliveryRepository {
    /** For so long a node that died keeps others away; longer than an answer may take. */
    private static final String LEASE = "clock_timestamp() + interval '1 minute'";

    private static final int MAX_SIGNATURES = 5;
    private final JdbcClient jdbc;

    DeliveryRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An endpoint that a node sends to now. */
    record Target(EndpointId id, UserId owner, String name, String address, int failures) {}

    /** Takes an endpoint that something is due for, so that no other node sends to it; the one that waits longest first. */
    Optional<Target> lease(UUID lease) {
        return jdbc.sql("update webhook_endpoint set lease = :lease, busy_until = " + LEASE + """
                         where id = (select e.id from webhook_endpoint e
                            join webhook_secret s on s.endpoint_id = e.id and s.valid_until is null
                            join lateral (select min(due_at) as due_at from webhook_delivery d
                                where d.endpoint_id = e.id and d.state = 'WAITING') d on d.due_at <= now()
                            where e.enabled and e.paused_until <= now() and (e.busy_until is null or e.busy_until < now())
                            order by d.due_at limit 1 for update of e skip locked)
                        returning id, account_id, name, address, failures""")
                .param("lease", lease)
                .query((row, n) -> new Target(
                        new EndpointId(row.getLong("id")),
                        new UserId(row.getLong("account_id")),
                        row.getString("name"),
                        row.getString("address"),
                        row.getInt("failures")))
                .optional();
    }

    /**
     * What is sent now.
     *
     * @param attempt from 1, with this one
     * @param firstAt when the first began
     * @param triedAt when this one began
     * @param seen whether the endpoint's owner may still see what it is about
     * @param data JSON
     */
    record Due(
            long id,
            int attempt,
            Instant firstAt,
            Instant triedAt,
            boolean seen,
            String event,
            String type,
            String data,
            String page,
            String resource,
            Instant at) {}

    /** The attempt counts from here on, whatever becomes of this node. */
    Optional<Due> begin(EndpointId endpoint) {
        return jdbc.sql("""
                        update webhook_delivery d set attempt = d.attempt + 1, tried_at = now(),
                            first_at = coalesce(d.first_at, now())
                        from webhook_event v, webhook_endpoint e, account a
                        where d.id = (select id from webhook_delivery
                                where endpoint_id = :endpoint and state = 'WAITING' and due_at <= now()
                                order by due_at, id limit 1 for update)
                          and v.id = d.event_id and e.id = d.endpoint_id and a.id = e.account_id
                        returning d.id, d.attempt, d.first_at, d.tried_at, v.id as event, v.type, v.data, v.page, v.resource, v.created_at,
                            a.locked_at is null and a.removed_at is null and (v.dataset_id is null or exists (
                                select from dataset_right r where r.dataset_id = v.dataset_id and r.account_id = a.id)) as seen
                        """)
                .param("endpoint", endpoint.value())
                .query((row, n) -> new Due(
                        row.getLong("id"),
                        row.getInt("attempt"),
                        row.getTimestamp("first_at").toInstant(),
                        row.getTimestamp("tried_at").toInstant(),
                        row.getBoolean("seen"),
                        row.getString("event"),
                        row.getString("type"),
                        row.getString("data"),
                        row.getString("page"),
                        row.getString("resource"),
                        row.getTimestamp("created_at").toInstant()))
                .optional();
    }

    /** The present one first. */
    List<Secret> secrets(EndpointId endpoint) {
        return jdbc.sql("""
                        select secret from webhook_secret where endpoint_id = :endpoint
                          and (valid_until is null or valid_until > now())
                        order by valid_until desc nulls first limit :most""")
                .param("endpoint", endpoint.value())
                .param("most", MAX_SIGNATURES)
                .query((row, n) -> new Secret(row.getBytes(1)))
                .list();
    }

    /**
     * Gives the endpoint back.
     *
     * @param pause for how long nothing is sent to it; null where it took what was sent
     * @return since when it has taken nothing; empty where another node has taken it, so that this one's result is not to be
     *     written
     */
    Optional<Instant> release(EndpointId endpoint, UUID lease, Due due, @Nullable Duration pause) {
        return jdbc.sql("""
                        update webhook_endpoint set lease = null, busy_until = null,
                            failures = case when :took then 0 else failures + 1 end,
                            failing_since = case when :took then null else coalesce(failing_since, :tried) end,
                            paused_until = clock_timestamp() + :pause * interval '1 millisecond'
                        where id = :id and lease = :lease returning coalesce(failing_since, :tried)""")
                .param("tried", Timestamp.from(due.triedAt()))
                .param("id", endpoint.value())
                .param("lease", lease)
                .param("took", pause == null)
                .param("pause", pause == null ? 0 : pause.toMillis())
                .query((row, n) -> row.getTimestamp(1).toInstant())
                .optional();
    }

    /** Where nothing was sent. */
    void release(EndpointId endpoint, UUID lease) {
        jdbc.sql("update webhook_endpoint set lease = null, busy_until = null where id = :id and lease = :lease")
                .param("id", endpoint.value())
                .param("lease", lease)
                .update();
    }

    /** Unless it was asked for again meanwhile. */
    void end(Due due, Delivery.State state, int status, String result) {
        jdbc.sql("""
                        update webhook_delivery set state = :state, http_status = nullif(:status, 0), result = :result,
                            tried_at = clock_timestamp() where id = :id and attempt = :attempt""")
                .param("id", due.id())
                .param("attempt", due.attempt())
                .param("state", state.name())
                .param("status", status)
                .param("result", result)
                .update();
    }

    /** Tries it again then, unless the endpoint was disabled meanwhile. */
    void again(Due due, Duration pause, int status, String result) {
        jdbc.sql("""
                        update webhook_delivery set http_status = nullif(:status, 0), result = :result,
                            tried_at = clock_timestamp(), due_at = clock_timestamp() + :pause * interval '1 millisecond'
                        where id = :id and attempt = :attempt and state = 'WAITING'""")
                .param("id", due.id())
                .param("attempt", due.attempt())
                .param("pause", pause.toMillis())
                .param("status", status)
                .param("result", result)
                .update();
    }

    /** Newest first, those with a smaller number than {@code before}. */
    List<Delivery> list(EndpointId endpoint, long before, int limit) {
        return jdbc.sql("""
                        select d.*, v.type, v.page, v.created_at from webhook_delivery d join webhook_event v on v.id = d.event_id
                        where d.endpoint_id = :endpoint and d.id < :before order by d.id desc limit :limit""")
                .param("endpoint", endpoint.value())
                .param("before", before)
                .param("limit", limit)
                .query((row, n) -> read(row))
                .list();
    }

    Optional<Delivery> find(EndpointId endpoint, long id) {
        return list(endpoint, id + 1, 1).stream()
                .filter(found -> found.id() == id)
                .findFirst();
    }

    private static Delivery read(ResultSet row) throws SQLException {
        Timestamp tried = row.getTimestamp("tried_at");
        return new Delivery(
                row.getLong("id"),
                row.getString("event_id"),
                row.getString("type"),
                row.getString("page"),
                Delivery.State.valueOf(row.getString("state")),
                row.getInt("attempt"),
                row.getObject("http_status", Integer.class),
                row.getString("result"),
                row.getTimestamp("due_at").toInstant(),
                tried == null ? null : tried.toInstant(),
                row.getTimestamp("created_at").toInstant());
    }

    /** @return false where one is waiting already */
    boolean insertTest(EndpointId endpoint, String data) {
        return jdbc.sql("""
                        with event as (
                            insert into webhook_event (id, type, data, page, resource)
                            select 'msg_' || replace(gen_random_uuid()::text, '-', ''), :type, :data::json, :page, :resource
                            where not exists (select from webhook_delivery d join webhook_event v on v.id = d.event_id
                                where d.endpoint_id = :endpoint and d.state = 'WAITING' and v.type = :type)
                            returning id)
                        insert into webhook_delivery (event_id, endpoint_id) select id, :endpoint from event""")
                        .params(Map.of(
                                "endpoint",
                                endpoint.value(),
                                "type",
                                EventType.TEST,
                                "data",
                                data,
                                "page",
                                WebhookRoutes.webhook(endpoint),
                                "resource",
                                "webhooks/" + endpoint))
                        .update()
                == 1;
    }

    /** From its first try on, at once. */
    void restart(EndpointId endpoint, long id) {
        jdbc.sql("""
                        update webhook_delivery set state = 'WAITING', attempt = 0, first_at = null, due_at = now(),
                            result = '', http_status = null
                        where id = :id and endpoint_id = :endpoint""").param("id", id).param("endpoint", endpoint.value()).update();
        jdbc.sql("update webhook_endpoint set paused_until = now() where id = :endpoint")
                .param("endpoint", endpoint.value())
                .update();
    }

    void forget(Duration kept) {
        jdbc.sql("delete from webhook_event where created_at < now() - :days * interval '1 day'")
                .param("days", kept.toDays())
                .update();
        jdbc.sql("delete from webhook_secret where valid_until < now()").update();
    }
}
