package oddboard.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class AccessTokenRepository {
    private static final String LISTED = """
            select t.id, t.account_id, a.name as owner, t.name, t.scope, t.created_at, t.expires_at, t.last_used_at
            from working_token t join account a on a.id = t.account_id
            """;

    private final JdbcClient jdbc;
    private final UserRepository accounts;

    AccessTokenRepository(JdbcClient jdbc, UserRepository accounts) {
        this.jdbc = jdbc;
        this.accounts = accounts;
    }

    /**
     * @param validFor null for ever
     * @param parent the token by which this one is made, with which it ends at the latest; null where it is made by hand
     */
    void add(
            UserId owner, String name, Scope scope, byte[] sha256, @Nullable Duration validFor, @Nullable Long parent) {
        jdbc.sql("""
                        insert into access_token (account_id, name, scope, token_sha256, expires_at, parent_id)
                        values (:owner, :name, :scope, :sha256,
                                least(now() + cast(:seconds as double precision) * interval '1 second',
                                      (select expires_at from access_token where id = cast(:parent as bigint))),
                                cast(:parent as bigint))
                        """)
                .param("owner", owner.value())
                .param("name", name)
                .param("scope", scope.name())
                .param("sha256", sha256)
                .param("seconds", validFor == null ? null : (double) validFor.toSeconds())
                .param("parent", parent)
                .update();
    }

    /** Of everybody who may sign in, newest first. */
    List<AccessToken> list() {
        return jdbc.sql(LISTED + "where a.removed_at is null order by t.id desc")
                .query(AccessTokenRepository::token)
                .list();
    }

    /** Newest first. */
    List<AccessToken> list(UserId owner) {
        return jdbc.sql(LISTED + "where t.account_id = :owner order by t.id desc")
                .param("owner", owner.value())
                .query(AccessTokenRepository::token)
                .list();
    }

    /** The name of the token that this ended; empty where it is none of theirs. */
    Optional<String> revoke(UserId owner, long id) {
        return jdbc.sql("""
                        update access_token set revoked_at = now()
                        where id = :id and account_id = :owner and revoked_at is null
                        returning name
                        """)
                .param("id", id)
                .param("owner", owner.value())
                .query(String.class)
                .optional();
    }

    /** Ends all tokens of an account. */
    void revokeAll(UserId owner) {
        jdbc.sql("update access_token set revoked_at = now() where account_id = :owner and revoked_at is null")
                .param("owner", owner.value())
                .update();
    }

    /** Whose token it is; empty where the token or its owner may do nothing any more. */
    Optional<SignedIn> use(byte[] sha256) {
        record Found(long id, long owner, String name, Scope scope, boolean noted) {}
        Optional<Found> found =
                jdbc.sql("""
                        select id, account_id as owner, name, scope,
                               coalesce(last_used_at > now() - interval '1 minute', false) as noted
                        from working_token where token_sha256 = :sha256
                        """).param("sha256", sha256).query(Found.class).optional();
        // To the minute is enough, and spares most requests a write.
        found.filter(token -> !token.noted())
                .ifPresent(token -> jdbc.sql("update access_token set last_used_at = now() where id = :id")
                        .param("id", token.id())
                        .update());
        return found.flatMap(token -> accounts.find(token.owner())
                .filter(Account::isActive)
                .map(owner -> SignedIn.byToken(owner, token.id(), token.name(), token.scope())));
    }

    private static AccessToken token(ResultSet row, int number) throws SQLException {
        return new AccessToken(
                row.getLong("id"),
                new UserId(row.getLong("account_id")),
                row.getString("owner"),
                row.getString("name"),
                Scope.valueOf(row.getString("scope")),
                row.getTimestamp("created_at").toInstant(),
                instant(row.getTimestamp("expires_at")),
                instant(row.getTimestamp("last_used_at")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }
}
