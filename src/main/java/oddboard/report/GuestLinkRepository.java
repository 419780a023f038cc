package oddboard.report;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import oddboard.account.UserId;
import oddboard.dataset.DatasetId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of guest links. Only those that work are read. */
@Repository
class GuestLinkRepository {
    private static final String WORKS =
            " g.revoked_at is null and g.expires_at > now() and a.removed_at is null and a.locked_at is null ";
    private static final String SELECT = """
            select g.id, g.account_id, a.name, g.title, g.report, g.created_at, g.expires_at, g.opened, g.opened_at
            from guest_link g join account a on a.id = g.account_id where""" + WORKS;

    private final JdbcClient jdbc;

    GuestLinkRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How many of somebody's work; two who ask at once wait for each other. */
    int count(UserId owner) {
        jdbc.sql("select id from account where id = :owner for no key update")
                .param("owner", owner.value())
                .query(Long.class)
                .optional();
        return jdbc.sql("select count(*) from guest_link g join account a on a.id = g.account_id where" + WORKS
                        + "and g.account_id = :owner")
                .param("owner", owner.value())
                .query(Integer.class)
                .single();
    }

    long insert(String secretHash, ReportAddress of, String title, DatasetId dataset, int days, UserId owner) {
        return jdbc.sql("""
                        insert into guest_link (account_id, dataset_id, secret_hash, report, title, expires_at)
                        values (:owner, :dataset, :hash, :report, :title, now() + :days * interval '1 day') returning id""")
                .param("owner", owner.value())
                .param("dataset", dataset.value())
                .param("hash", secretHash)
                .param("report", of.address())
                .param("title", title)
                .param("days", days)
                .query(Long.class)
                .single();
    }

    /** Newest first. */
    List<GuestLink> list() {
        return jdbc.sql(SELECT + "order by g.id desc")
                .query(GuestLinkRepository::read)
                .list();
    }

    /** Newest first. */
    List<GuestLink> list(UserId owner) {
        return jdbc.sql(SELECT + "and g.account_id = :owner order by g.id desc")
                .param("owner", owner.value())
                .query(GuestLinkRepository::read)
                .list();
    }

    Optional<GuestLink> find(long id) {
        return jdbc.sql(SELECT + "and g.id = :id")
                .param("id", id)
                .query(GuestLinkRepository::read)
                .optional();
    }

    Optional<GuestLink> find(String secretHash) {
        return jdbc.sql(SELECT + "and g.secret_hash = :hash")
                .param("hash", secretHash)
                .query(GuestLinkRepository::read)
                .optional();
    }

    /** Counts an opening; whether it is the first within an hour. */
    boolean opened(long id) {
        return jdbc.sql("""
                        update guest_link g set opened = g.opened + 1, opened_at = now()
                        from (select opened_at from guest_link where id = :id for update) before where g.id = :id
                        returning before.opened_at is null or before.opened_at < now() - interval '1 hour'""").param("id", id).query(Boolean.class).optional().orElse(false);
    }

    /** Whether this ended it. */
    boolean revoke(long id) {
        return jdbc.sql("update guest_link set revoked_at = now() where id = :id and revoked_at is null")
                        .param("id", id)
                        .update()
                == 1;
    }

    private static GuestLink read(ResultSet row, int n) throws SQLException {
        Timestamp openedAt = row.getTimestamp("opened_at");
        return new GuestLink(
                row.getLong("id"),
                new UserId(row.getLong("account_id")),
                row.getString("name"),
                row.getString("title"),
                row.getString("report"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("expires_at").toInstant(),
                row.getInt("opened"),
                openedAt == null ? null : openedAt.toInstant());
    }
}
