package oddboard.comment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import oddboard.account.UserId;
import oddboard.dataset.DatasetId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Comments as they are stored, and the notes of runs that are read as their first ones. */
@Repository
class CommentRepository {
    private final JdbcClient jdbc;

    CommentRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A comment with the address of what it is about. */
    record Stored(Comment comment, String address) {}

    private static final String COLUMNS =
            "select c.*, a.name as by_name from comment c join account a on a.id = c.account_id";

    private static final String ABOUT = """
            where c.dataset_id = :dataset and c.run_id is not distinct from :run and c.model_id is not distinct from :model
                and c.version_id is not distinct from :version and c.image is not distinct from :image""";

    /** The last ones, oldest first. */
    List<Comment> list(CommentSubject on, int limit) {
        return jdbc.sql("select * from (" + COLUMNS + " " + ABOUT
                        + " order by c.id desc limit :limit) last order by id")
                .params(about(on))
                .param("limit", limit)
                .query(CommentRepository::comment)
                .list();
    }

    int count(CommentSubject on) {
        return jdbc.sql("select count(*) from comment c " + ABOUT)
                .params(about(on))
                .query(Integer.class)
                .single();
    }

    /** Who wrote a run's note last, and when, as far as it was recorded. */
    Comment note(long run, String text, String revision) {
        return jdbc.sql("""
                select x.account_id, x.who, x.at from audit x where x.object = :object and x.action = 'run.describe'
                    and x.detail like '%note;%' order by x.at desc, x.id desc limit 1
                """)
                .param("object", "run " + run)
                .query((row, n) -> new Comment(
                        Comment.NOTE,
                        new UserId(row.getLong(1)),
                        row.getString(2),
                        text,
                        row.getTimestamp(3).toInstant(),
                        null,
                        revision))
                .optional()
                .orElseGet(() -> new Comment(Comment.NOTE, null, "", text, null, null, revision));
    }

    Optional<Stored> find(long id) {
        return jdbc.sql("""
                select c.*, a.name as by_name, case when c.run_id is not null then 'runs/' || c.run_id
                    when c.model_id is not null then 'models/' || m.name
                    when c.image is not null then 'versions/' || c.version_id || '/images/' || c.image
                    when c.version_id is not null then 'versions/' || c.version_id
                    else 'datasets/' || c.dataset_id end as address
                from comment c join account a on a.id = c.account_id left join registered_model m on m.id = c.model_id
                where c.id = :id
                """)
                .param("id", id)
                .query((row, n) -> new Stored(comment(row, n), row.getString("address")))
                .optional();
    }

    long add(CommentSubject on, String text, UserId by) {
        return jdbc.sql("""
                insert into comment (dataset_id, run_id, model_id, version_id, image, account_id, text)
                values (:dataset, :run, :model, :version, :image, :by, :text) returning id
                """)
                .params(about(on))
                .param("by", by.value())
                .param("text", text)
                .query(Long.class)
                .single();
    }

    /** @return false where somebody has changed or deleted it since that revision */
    boolean edit(long id, String revision, String text) {
        return jdbc.sql("""
                        update comment set text = :text, edited_at = now(), revision = revision + 1
                        where id = :id and revision::text = :revision
                        """)
                        .param("text", text)
                        .param("id", id)
                        .param("revision", revision)
                        .update()
                == 1;
    }

    boolean delete(long id) {
        return jdbc.sql("delete from comment where id = :id").param("id", id).update() == 1;
    }

    /** Pages that show the comments of this address hear of it when the caller's transaction ends well. */
    void tellPages(String address) {
        jdbc.sql("select pg_notify('oddboard_comment', :address)")
                .param("address", address)
                .query((row, n) -> "")
                .list();
    }

    /** Who sees the data set, and so can be mentioned; id by name. */
    Map<String, UserId> people(DatasetId dataset) {
        Map<String, UserId> people = new HashMap<>();
        jdbc.sql("""
                select a.name, a.id from dataset_right r join account a on a.id = r.account_id
                where r.dataset_id = :dataset and a.removed_at is null
                """)
                .param("dataset", dataset.value())
                .query((row, n) -> people.put(row.getString(1), new UserId(row.getLong(2))))
                .list();
        return people;
    }

    private static Map<String, @Nullable Object> about(CommentSubject on) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("dataset", on.dataset().value());
        values.put("run", on.run() == null ? null : on.run().id().value());
        values.put("model", on.model() == null ? null : on.model().id().value());
        values.put("version", on.version() == null ? null : on.version().id().value());
        values.put("image", on.image());
        return values;
    }

    private static Comment comment(ResultSet row, int n) throws SQLException {
        var edited = row.getTimestamp("edited_at");
        Instant editedAt = edited == null ? null : edited.toInstant();
        return new Comment(
                row.getLong("id"),
                new UserId(row.getLong("account_id")),
                row.getString("by_name"),
                row.getString("text"),
                row.getTimestamp("created_at").toInstant(),
                editedAt,
                row.getString("revision"));
    }
}
