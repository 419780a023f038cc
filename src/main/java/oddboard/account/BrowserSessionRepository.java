package oddboard.account;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class BrowserSessionRepository {
    private final JdbcClient jdbc;

    BrowserSessionRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    long add(long account, String address, String agent, Instant now) {
        return jdbc.sql("""
                        insert into browser_session (account_id, address, agent, began_at, seen_at)
                        values (:account, :address, :agent, :now, :now) returning id
                        """)
                .param("account", account)
                .param("address", address)
                .param("agent", agent)
                .param("now", Timestamp.from(now))
                .query(Long.class)
                .single();
    }

    /** Forgets what a node that died has left. */
    void forget(Instant seenBefore, Instant begunBefore) {
        jdbc.sql("delete from browser_session where seen_at < :seen or began_at < :begun")
                .param("seen", Timestamp.from(seenBefore))
                .param("begun", Timestamp.from(begunBefore))
                .update();
    }

    void seen(long id, Instant at) {
        jdbc.sql("update browser_session set seen_at = :at where id = :id")
                .param("id", id)
                .param("at", Timestamp.from(at))
                .update();
    }

    /** Those of {@code ids} that are still there. */
    Set<Long> find(Collection<Long> ids) {
        return ids.isEmpty()
                ? Set.of()
                : new HashSet<>(jdbc.sql("select id from browser_session where id in (:ids)")
                        .param("ids", ids)
                        .query(Long.class)
                        .list());
    }

    /** Last used first. */
    List<BrowserSession> list(UserId account, Instant seenSince, long here) {
        return jdbc.sql("""
                        select id, address, agent, began_at, seen_at from browser_session
                        where account_id = :account and seen_at > :since order by id = :here desc, seen_at desc, id desc
                        """)
                .param("account", account.value())
                .param("since", Timestamp.from(seenSince))
                .param("here", here)
                .query((row, number) -> new BrowserSession(
                        row.getLong("id"),
                        row.getString("address"),
                        row.getString("agent"),
                        row.getTimestamp("began_at").toInstant(),
                        row.getTimestamp("seen_at").toInstant(),
                        row.getLong("id") == here))
                .list();
    }

    boolean remove(UserId account, long id) {
        return jdbc.sql("delete from browser_session where id = :id and account_id = :account")
                        .param("id", id)
                        .param("account", account.value())
                        .update()
                > 0;
    }

    void remove(long id) {
        jdbc.sql("delete from browser_session where id = :id").param("id", id).update();
    }
}
