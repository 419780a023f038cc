package oddboard.inbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import oddboard.account.UserId;
import oddboard.dataset.DatasetId;
import oddboard.scoring.ScoringId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of inboxes as users see them. */
@Repository
class InboxRepository {
    private static final String SELECT = """
            select i.*, m.name as model, d.id as dataset_id, d.name as dataset_name, a.name as by_name,
                (select count(*) from inbox_file f where f.inbox_id = i.id and f.scoring_id is not null) as taken
            from inbox i
            join registered_model m on m.id = i.model_id
            join dataset d on d.id = m.dataset_id
            join account a on a.id = i.account_id
            """;
    private static final String SEEN =
            "join dataset_right seen on seen.dataset_id = d.id and seen.account_id = :viewer ";

    private final JdbcClient jdbc;

    InboxRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    InboxId insert(InboxSpec spec, UserId by) {
        return new InboxId(jdbc.sql("""
                        insert into inbox (name, folder, model_id, alias, challenger, minutes, psi_limit, reviewers, account_id)
                        select :name, :folder, m.id, :alias, :challenger, :minutes, :limit, :reviewers, :by
                        from registered_model m where m.name = :model returning id""")
                .param("name", spec.name().strip())
                .param("folder", spec.folder())
                .param("model", spec.model())
                .param("alias", spec.alias())
                .param("challenger", spec.challenger())
                .param("minutes", spec.minutes())
                .param("limit", spec.psiLimit())
                .param("reviewers", spec.reviewers())
                .param("by", by.value())
                .query(Long.class)
                .single());
    }

    List<Inbox> list(UserId viewer) {
        return jdbc.sql(SELECT + SEEN + "order by i.id desc")
                .param("viewer", viewer.value())
                .query((row, n) -> read(row))
                .list();
    }

    Optional<Inbox> find(InboxId id, UserId viewer) {
        return jdbc.sql(SELECT + SEEN + "where i.id = :id")
                .param("id", id.value())
                .param("viewer", viewer.value())
                .query((row, n) -> read(row))
                .optional();
    }

    /** Whoever asks. */
    Optional<Inbox> find(InboxId id) {
        return jdbc.sql(SELECT + "where i.id = :id")
                .param("id", id.value())
                .query((row, n) -> read(row))
                .optional();
    }

    int count(UserId by) {
        return jdbc.sql("select count(*) from inbox where account_id = :by")
                .param("by", by.value())
                .query(Integer.class)
                .single();
    }

    void pause(InboxId id, boolean paused, String trouble) {
        jdbc.sql("""
                        update inbox set paused = :paused, trouble = :trouble,
                            due_at = case when :paused then due_at else now() end where id = :id""")
                .param("id", id.value())
                .param("paused", paused)
                .param("trouble", trouble)
                .update();
    }

    /** What is null stays. */
    void change(InboxId id, @Nullable Integer minutes, @Nullable Integer reviewers) {
        jdbc.sql("""
                        update inbox set minutes = coalesce(:minutes::int, minutes), reviewers = coalesce(:reviewers::int, reviewers),
                            due_at = least(due_at, now() + coalesce(:minutes::int, minutes) * interval '1 minute')
                        where id = :id""")
                .param("id", id.value())
                .param("minutes", minutes)
                .param("reviewers", reviewers)
                .update();
    }

    void lookNow(InboxId id) {
        jdbc.sql("update inbox set due_at = now() where id = :id")
                .param("id", id.value())
                .update();
    }

    void delete(InboxId id) {
        jdbc.sql("delete from inbox where id = :id").param("id", id.value()).update();
    }

    /** Of the champion, newest first, those older than {@code before}. */
    List<ScoringId> scorings(InboxId id, long before, int limit) {
        return jdbc.sql("""
                        select id from scoring where inbox_id = :id and challenges is null and id < :before
                        order by id desc limit :limit""")
                .param("id", id.value())
                .param("before", before)
                .param("limit", limit)
                .query((row, n) -> new ScoringId(row.getLong(1)))
                .list();
    }

    /**
     * Images on which champion and challenger disagree, newest first: one flags them, the other does not. Those whose calibrated
     * scores lie farther apart come first within a scoring.
     */
    List<Disagreement> disagreements(InboxId id, int limit) {
        return jdbc.sql("""
                        select c.scoring_id, c.index, c.file, c.score as champion, h.score as challenger,
                            h.scoring_id as challenging, c.score >= s.threshold as flagged
                        from scoring s
                        join scoring t on t.challenges = s.id
                        join scoring_image c on c.scoring_id = s.id
                        join scoring_image h on h.scoring_id = t.id and h.index = c.index
                        where s.inbox_id = :id and s.threshold is not null and t.threshold is not null
                          and (c.score >= s.threshold) <> (h.score >= t.threshold)
                        order by s.id desc,
                            abs((c.score - s.threshold) / s.scale - (h.score - t.threshold) / t.scale) desc, c.index
                        limit :limit""")
                .param("id", id.value())
                .param("limit", limit)
                .query((row, n) -> new Disagreement(
                        new ScoringId(row.getLong("scoring_id")),
                        new ScoringId(row.getLong("challenging")),
                        row.getInt("index"),
                        row.getString("file"),
                        row.getDouble("champion"),
                        row.getDouble("challenger"),
                        row.getBoolean("flagged")))
                .list();
    }

    private static Inbox read(ResultSet row) throws SQLException {
        Timestamp looked = row.getTimestamp("looked_at");
        return new Inbox(
                new InboxId(row.getLong("id")),
                row.getString("name"),
                row.getString("folder"),
                row.getString("model"),
                row.getString("alias"),
                row.getString("challenger"),
                row.getInt("minutes"),
                row.getDouble("psi_limit"),
                row.getInt("reviewers"),
                row.getBoolean("paused"),
                row.getTimestamp("due_at").toInstant(),
                instant(looked),
                row.getInt("left_files"),
                row.getString("trouble"),
                row.getLong("taken"),
                new DatasetId(row.getLong("dataset_id")),
                row.getString("dataset_name"),
                new UserId(row.getLong("account_id")),
                row.getString("by_name"),
                row.getTimestamp("created_at").toInstant());
    }

    private static java.time.@Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}
