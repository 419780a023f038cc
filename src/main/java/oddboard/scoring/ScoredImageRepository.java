package oddboard.scoring;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import oddboard.account.UserId;
import oddboard.registry.ModelVersionId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of what was found of single images. */
@Repository
class ScoredImageRepository {
    private static final int PAGE = 1000;

    private static final String SELECT = """
            select i.*, a.name as verdict_name from scoring_image i left join account a on a.id = i.verdict_by
            where i.scoring_id = :id""" + " ";

    private final JdbcClient jdbc;

    ScoredImageRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Where the bytes of an image lie.
     *
     * @param width of the image; null where it is not known
     */
    record Place(
            int first,
            int index,
            @Nullable String images,
            @Nullable String maps,
            @Nullable Integer map,
            @Nullable Integer width,
            @Nullable Integer height) {}

    private static String condition(ImageSelection selection) {
        return switch (selection.shown()) {
            case ALL -> "";
            case FLAGGED -> " and i.score >= :threshold";
            case LOOK -> " and i.score >= :look and i.score < :threshold";
            case PASSED -> " and i.score < coalesce(:look::double precision, :threshold)";
            case ERRORS -> " and i.error_code is not null";
            case UNREVIEWED -> " and i.score is not null and i.verdict is null";
            case DISPUTED -> """
                     and i.verdict is null and (select count(*) from image_opinion o
                        where o.scoring_id = i.scoring_id and o.index = i.index) > 1""";
        };
    }

    private static String order(ImageSelection selection) {
        return switch (selection.order()) {
            case SCORE -> " order by i.score desc nulls last, i.index";
            case SCORE_ASCENDING -> " order by i.score nulls last, i.index";
            case INDEX -> " order by i.index";
        };
    }

    List<ScoredImage> list(
            ScoringId id,
            ImageSelection selection,
            Scoring.@Nullable AppliedThreshold threshold,
            int offset,
            int limit) {
        return jdbc.sql(SELECT + condition(selection) + order(selection) + " offset :offset limit :limit")
                .param("id", id.value())
                .param("threshold", threshold == null ? null : threshold.value())
                .param("look", threshold == null ? null : threshold.look())
                .param("offset", offset)
                .param("limit", limit)
                .query((row, n) -> image(row))
                .list();
    }

    Optional<ScoredImage> find(ScoringId id, int index) {
        return jdbc.sql(SELECT + "and i.index = :index")
                .param("id", id.value())
                .param("index", index)
                .query((row, n) -> image(row))
                .optional();
    }

    /** All, in order, a page in memory at a time. */
    void forEach(ScoringId id, Consumer<ScoredImage> each) {
        List<ScoredImage> page = new ArrayList<>();
        int from = 0;
        do {
            page = jdbc.sql(SELECT + "and i.index >= :from order by i.index limit " + PAGE)
                    .param("id", id.value())
                    .param("from", from)
                    .query((row, n) -> image(row))
                    .list();
            page.forEach(each);
            from += PAGE;
        } while (page.size() == PAGE);
    }

    /** Raw, of those that have one, in no order. */
    double[] scores(ScoringId id) {
        return jdbc
                .sql("select score from scoring_image where scoring_id = :id and score is not null")
                .param("id", id.value())
                .query((row, n) -> row.getDouble(1))
                .list()
                .stream()
                .mapToDouble(score -> score)
                .toArray();
    }

    double[] reference(ModelVersionId model) {
        return jdbc.sql("""
                        select unnest(scores) from (
                            select scores from model_score where model_version_id = :model and split in ('HELD_OUT', 'TRAIN')
                            order by split limit 1) s""").param("model", model.value()).query((row, n) -> row.getDouble(1)).list().stream()
                .mapToDouble(score -> score)
                .toArray();
    }

    Optional<Place> place(ScoringId id, int index) {
        return jdbc.sql("""
                        select c.first, i.index, c.images_sha256, c.maps_sha256, i.map, i.width, i.height
                        from scoring_image i
                        join scoring_chunk c on c.scoring_id = i.scoring_id
                            and c.first = (select max(first) from scoring_chunk where scoring_id = :id and first <= :index)
                        where i.scoring_id = :id and i.index = :index""")
                .param("id", id.value())
                .param("index", index)
                .query((row, n) -> new Place(
                        row.getInt(1),
                        row.getInt(2),
                        row.getString(3),
                        row.getString(4),
                        row.getObject(5, Integer.class),
                        row.getObject(6, Integer.class),
                        row.getObject(7, Integer.class)))
                .optional();
    }

    boolean setVerdict(
            ScoringId id, int index, ScoredImage.Verdict.@Nullable Kind verdict, String type, String note, UserId by) {
        return jdbc.sql("""
                        update scoring_image set verdict = :verdict, verdict_type = :type, verdict_note = :note,
                            verdict_by = case when :verdict::text is null then null else :by end,
                            verdict_at = case when :verdict::text is null then null else now() end
                        where scoring_id = :id and index = :index""")
                        .param("id", id.value())
                        .param("index", index)
                        .param(
                                "verdict",
                                verdict == null ? null : verdict.name().toLowerCase(Locale.ROOT))
                        .param("type", type)
                        .param("note", note)
                        .param("by", by.value())
                        .update()
                == 1;
    }

    List<String> types(ScoringId id) {
        return jdbc.sql("""
                        select distinct verdict_type from scoring_image
                        where scoring_id = :id and verdict is not null and verdict_type <> '' order by 1 limit 100""").param("id", id.value()).query(String.class).list();
    }

    private static ScoredImage image(ResultSet row) throws SQLException {
        String code = row.getString("error_code");
        String verdict = row.getString("verdict");
        return new ScoredImage(
                row.getInt("index"),
                row.getString("file"),
                row.getString("sha256"),
                row.getObject("score", Double.class),
                row.getObject("map") != null,
                code == null ? null : new ScoredImage.Fault(code, row.getString("error_detail")),
                verdict == null
                        ? null
                        : new ScoredImage.Verdict(
                                ScoredImage.Verdict.Kind.valueOf(verdict.toUpperCase(Locale.ROOT)),
                                row.getString("verdict_type"),
                                row.getString("verdict_note"),
                                row.getString("verdict_name"),
                                row.getTimestamp("verdict_at").toInstant()));
    }
}
