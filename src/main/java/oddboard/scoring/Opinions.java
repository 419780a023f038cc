package oddboard.scoring;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import oddboard.account.UserId;
import oddboard.scoring.ScoredImage.Verdict;
import oddboard.scoring.ScoredImage.Verdict.Kind;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What each of two reviewers says of images, and what comes of it. */
@Repository
class Opinions {
    private final JdbcClient jdbc;

    Opinions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Opinion(UserId by, Kind kind, String type, String note) {}

    /** What counts of an image. */
    record Outcome(Kind kind, String type, String note, UserId by) {}

    /** @param kind null takes it back */
    void put(ScoringId id, int index, @Nullable Kind kind, String type, String note, UserId by) {
        if (kind == null) {
            jdbc.sql("delete from image_opinion where scoring_id = :id and index = :index and account_id = :by")
                    .param("id", id.value())
                    .param("index", index)
                    .param("by", by.value())
                    .update();
            return;
        }
        jdbc.sql("""
                        insert into image_opinion (scoring_id, index, account_id, verdict, type, note)
                        values (:id, :index, :by, :verdict, :type, :note)
                        on conflict (scoring_id, index, account_id) do update
                        set verdict = excluded.verdict, type = excluded.type, note = excluded.note""")
                .param("id", id.value())
                .param("index", index)
                .param("by", by.value())
                .param("verdict", kind.name().toLowerCase(Locale.ROOT))
                .param("type", type)
                .param("note", note)
                .update();
    }

    /** What both say, or where they do not agree what the third says; empty before that. */
    Optional<Outcome> outcome(ScoringId id, int index) {
        List<Opinion> all = jdbc.sql("""
                        select account_id, verdict, type, note from image_opinion
                        where scoring_id = :id and index = :index order by said_at, account_id limit 3""")
                .param("id", id.value())
                .param("index", index)
                .query((row, n) -> new Opinion(
                        new UserId(row.getLong(1)),
                        Kind.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
                        row.getString(3),
                        row.getString(4)))
                .list();
        if (all.size() < 2) {
            return Optional.empty();
        }
        Opinion first = all.get(0);
        Opinion second = all.get(1);
        if (first.kind() == second.kind()) {
            String type = first.type().isEmpty()
                            || second.type().isEmpty()
                            || first.type().equals(second.type())
                    ? first.type() + (first.type().isEmpty() ? second.type() : "")
                    : "";
            String note = second.note().isEmpty() ? first.note() : second.note();
            return Optional.of(new Outcome(second.kind(), type, note, second.by()));
        }
        return all.size() < 3
                ? Optional.empty()
                : Optional.of(new Outcome(
                        all.get(2).kind(),
                        all.get(2).type(),
                        all.get(2).note(),
                        all.get(2).by()));
    }

    int reviewers(ScoringId id) {
        return jdbc.sql("select reviewers from scoring where id = :id")
                .param("id", id.value())
                .query(Integer.class)
                .single();
    }

    void setReviewers(ScoringId id, int reviewers) {
        jdbc.sql("update scoring set reviewers = :reviewers where id = :id")
                .param("id", id.value())
                .param("reviewers", reviewers)
                .update();
    }

    /** Two who say something of one image at once wait for each other. */
    void lock(ScoringId id, int index) {
        jdbc.sql("select index from scoring_image where scoring_id = :id and index = :index for update")
                .param("id", id.value())
                .param("index", index)
                .query(Integer.class)
                .optional();
    }

    boolean isBegun(ScoringId id) {
        return jdbc.sql("""
                        select exists (select from image_opinion where scoring_id = :id)
                            or exists (select from scoring_image where scoring_id = :id and verdict is not null)""").param("id", id.value()).query(Boolean.class).single();
    }

    Optional<Verdict> own(ScoringId id, int index, UserId of) {
        return jdbc.sql("""
                        select o.verdict, o.type, o.note, a.name, o.said_at from image_opinion o
                        join account a on a.id = o.account_id
                        where o.scoring_id = :id and o.index = :index and o.account_id = :of""")
                .param("id", id.value())
                .param("index", index)
                .param("of", of.value())
                .query((row, n) -> new Verdict(
                        Kind.valueOf(row.getString(1).toUpperCase(Locale.ROOT)),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getTimestamp(5).toInstant()))
                .optional();
    }

    /** Images of which one reviewer alone has said something. */
    int waiting(ScoringId id) {
        return jdbc.sql("""
                        select count(*) from (
                            select index from image_opinion where scoring_id = :id group by index having count(*) = 1) one""").param("id", id.value()).query(Integer.class).single();
    }

    /** Images by what their first reviewer says (row) and their second (column), in the order of {@link Kind}. */
    int[][] table(ScoringId id) {
        int[][] counts = new int[Kind.values().length][Kind.values().length];
        jdbc.sql("""
                        with placed as (
                            select index, verdict, row_number() over (partition by index order by said_at, account_id) as place
                            from image_opinion where scoring_id = :id)
                        select a.verdict, b.verdict, count(*) from placed a join placed b on b.index = a.index and b.place = 2
                        where a.place = 1 group by 1, 2""").param("id", id.value()).query(row -> {
            Kind first = Kind.valueOf(row.getString(1).toUpperCase(Locale.ROOT));
            Kind second = Kind.valueOf(row.getString(2).toUpperCase(Locale.ROOT));
            counts[first.ordinal()][second.ordinal()] = row.getInt(3);
        });
        return counts;
    }
}
