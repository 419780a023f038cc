package oddboard.webhook;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import oddboard.account.UserId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of endpoints and their secrets. */
@Repository
class EndpointRepository {
    private static final String SELECT = """
            select e.*,
                exists (select from webhook_secret s where s.endpoint_id = e.id and s.valid_until is null) as signed,
                (select max(valid_until) from webhook_secret s where s.endpoint_id = e.id and s.valid_until > now()) as old_until,
                (select count(*) from webhook_delivery d where d.endpoint_id = e.id and d.state = 'WAITING') as waiting,
                last.result as last_result, last.tried_at as last_tried_at
            from webhook_endpoint e
            left join lateral (
                select result, tried_at from webhook_delivery d where d.endpoint_id = e.id and d.tried_at is not null
                order by d.tried_at desc limit 1) last on true
            """;
    private final JdbcClient jdbc;

    EndpointRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** In the order in which they were made. */
    List<Endpoint> list(UserId owner) {
        return jdbc.sql(SELECT + "where e.account_id = :owner order by e.id")
                .param("owner", owner.value())
                .query((row, n) -> read(row))
                .list();
    }

    Optional<Endpoint> find(EndpointId id, UserId owner) {
        return jdbc.sql(SELECT + "where e.id = :id and e.account_id = :owner")
                .param("id", id.value())
                .param("owner", owner.value())
                .query((row, n) -> read(row))
                .optional();
    }

    /** How many somebody has; two who ask at once wait for each other. */
    int count(UserId owner) {
        jdbc.sql("select id from account where id = :owner for no key update")
                .param("owner", owner.value())
                .query(Long.class)
                .optional();
        return jdbc.sql("select count(*) from webhook_endpoint where account_id = :owner")
                .param("owner", owner.value())
                .query(Integer.class)
                .single();
    }

    EndpointId insert(EndpointSpec spec, UserId owner) {
        return new EndpointId(jdbc.sql("""
                        insert into webhook_endpoint (account_id, name, address, types, enabled)
                        values (:owner, :name, :address, :types, :enabled) returning id""")
                .param("owner", owner.value())
                .param("name", spec.name())
                .param("address", spec.address())
                .param("types", words(spec))
                .param("enabled", spec.enabled())
                .query(Long.class)
                .single());
    }

    void update(EndpointId id, EndpointSpec spec) {
        jdbc.sql("""
                        update webhook_endpoint set name = :name, address = :address, types = :types where id = :id""")
                .param("id", id.value())
                .param("name", spec.name())
                .param("address", spec.address())
                .param("types", words(spec))
                .update();
    }

    private static String[] words(EndpointSpec spec) {
        return spec.types().stream().map(EventType::word).toArray(String[]::new);
    }

    void enable(EndpointId id) {
        jdbc.sql("""
                        update webhook_endpoint set enabled = true, trouble = '', failures = 0, failing_since = null,
                            paused_until = now() where id = :id""").param("id", id.value()).update();
    }

    /**
     * What waits for it is given up.
     *
     * @param trouble why the program does it; "" = somebody does it
     */
    void disable(EndpointId id, String trouble) {
        jdbc.sql("update webhook_endpoint set enabled = false, trouble = :trouble where id = :id")
                .param("id", id.value())
                .param("trouble", trouble)
                .update();
        jdbc.sql("""
                        update webhook_delivery set state = 'FAILED', result = 'The webhook was disabled before it got through.'
                        where endpoint_id = :id and state = 'WAITING'""").param("id", id.value()).update();
    }

    void delete(EndpointId id) {
        jdbc.sql("delete from webhook_endpoint where id = :id")
                .param("id", id.value())
                .update();
    }

    /** @param overlap for how long events are signed with the secret before, too */
    void putSecret(EndpointId id, Secret secret, Duration overlap) {
        jdbc.sql("""
                        update webhook_secret set valid_until = now() + :seconds * interval '1 second'
                        where endpoint_id = :id and valid_until is null""")
                .param("id", id.value())
                .param("seconds", overlap.toSeconds())
                .update();
        jdbc.sql("insert into webhook_secret (endpoint_id, secret) values (:id, :secret)")
                .param("id", id.value())
                .param("secret", secret.key())
                .update();
    }

    private static Endpoint read(ResultSet row) throws SQLException {
        return new Endpoint(
                new EndpointId(row.getLong("id")),
                row.getString("name"),
                row.getString("address"),
                types(row.getArray("types")),
                row.getBoolean("enabled"),
                row.getString("trouble"),
                row.getBoolean("signed"),
                instant(row.getTimestamp("old_until")),
                instant(row.getTimestamp("failing_since")),
                row.getInt("waiting"),
                Objects.requireNonNullElse(row.getString("last_result"), ""),
                instant(row.getTimestamp("last_tried_at")),
                row.getTimestamp("created_at").toInstant());
    }

    /** A newer node may know more types. */
    private static List<EventType> types(Array words) throws SQLException {
        return Arrays.stream((String[]) words.getArray())
                .flatMap(word -> EventType.of(word).stream())
                .toList();
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}
