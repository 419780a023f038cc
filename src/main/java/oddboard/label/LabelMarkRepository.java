package oddboard.label;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import oddboard.account.UserId;
import oddboard.dataset.VersionId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class LabelMarkRepository {
    private static final String SELECT = """
            select m.*, coalesce(r.name, '') as run_name, a.name as author, coalesce(d.name, '') as decider
            from label_mark m join account a on a.id = m.account_id
            left join account d on d.id = m.decided_by left join run r on r.id = m.run_id
            where m.version_id = :version
            """;

    private final JdbcClient jdbc;

    LabelMarkRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Oldest first where open, else newest first. */
    List<LabelMark> list(VersionId version, LabelMark.State state, int limit) {
        return jdbc.sql(SELECT + " and m.state = :state order by "
                        + (state == LabelMark.State.OPEN ? "m.id" : "m.decided_at desc, m.id desc") + " limit :limit")
                .param("version", version.value())
                .param("state", state.name())
                .param("limit", limit)
                .query(LabelMarkRepository::mark)
                .list();
    }

    /** Newest first. */
    List<LabelMark> of(VersionId version, int image) {
        return jdbc.sql(SELECT + " and m.image = :image order by m.id desc limit 50")
                .param("version", version.value())
                .param("image", image)
                .query(LabelMarkRepository::mark)
                .list();
    }

    /** Locked until the transaction ends, so that two users do not decide at once. */
    List<LabelMark> lock(VersionId version, Collection<Long> ids) {
        jdbc.sql("select id from label_mark where version_id = :version and id = any(:ids) order by id for update")
                .param("version", version.value())
                .param("ids", array(ids))
                .query(Long.class)
                .list();
        return jdbc.sql(SELECT + " and m.id = any(:ids) order by m.id")
                .param("version", version.value())
                .param("ids", array(ids))
                .query(LabelMarkRepository::mark)
                .list();
    }

    int count(VersionId version, LabelMark.State state) {
        return jdbc.sql("select count(*) from label_mark where version_id = :version and state = :state")
                .param("version", version.value())
                .param("state", state.name())
                .query(Integer.class)
                .single();
    }

    /** Takes the place of what the person said of the image before, where that is still open. */
    long put(VersionId version, LabelChange change, String reason, @Nullable Long run, UserId by) {
        return jdbc.sql("""
                        insert into label_mark (version_id, image, anomalous, type, reason, run_id, account_id)
                        values (:version, :image, :anomalous, :type, :reason,
                                (select id from run where id = :run and version_id = :version), :by)
                        on conflict (version_id, image, account_id) where state = 'OPEN' do update
                        set anomalous = excluded.anomalous, type = excluded.type, reason = excluded.reason,
                            run_id = excluded.run_id, created_at = now()
                        returning id""")
                .param("version", version.value())
                .param("image", change.image())
                .param("anomalous", change.label().anomalous())
                .param("type", change.type())
                .param("reason", reason)
                .param("run", run)
                .param("by", by.value())
                .query(Long.class)
                .single();
    }

    void decide(Collection<Long> ids, LabelMark.State state, @Nullable Long labelSet, UserId by) {
        jdbc.sql("""
                        update label_mark set state = :state, decided_by = :by, decided_at = now(), label_set_id = :set
                        where id = any(:ids) and state = 'OPEN'""")
                .param("state", state.name())
                .param("by", by.value())
                .param("set", labelSet)
                .param("ids", array(ids))
                .update();
    }

    /** A rejected one waits again, unless its author has said something newer. */
    boolean reopen(VersionId version, long id) {
        return jdbc.sql("""
                        update label_mark m set state = 'OPEN', decided_by = null, decided_at = null
                        where id = :id and version_id = :version and state = 'REJECTED' and not exists (
                            select from label_mark o where o.version_id = m.version_id and o.image = m.image
                            and o.account_id = m.account_id and o.state = 'OPEN')""").param("id", id).param("version", version.value()).update() > 0;
    }

    private static Long[] array(Collection<Long> ids) {
        return ids.toArray(Long[]::new);
    }

    private static LabelMark mark(ResultSet row, int n) throws SQLException {
        var decided = row.getObject("decided_at", OffsetDateTime.class);
        return new LabelMark(
                row.getLong("id"),
                new VersionId(row.getLong("version_id")),
                row.getInt("image"),
                row.getBoolean("anomalous"),
                row.getString("type"),
                row.getString("reason"),
                row.getObject("run_id", Long.class),
                row.getString("run_name"),
                row.getString("author"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                LabelMark.State.valueOf(row.getString("state")),
                row.getString("decider"),
                decided == null ? null : decided.toInstant());
    }
}
