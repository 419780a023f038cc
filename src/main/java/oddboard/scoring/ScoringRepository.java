package oddboard.scoring;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import oddboard.account.UserId;
import oddboard.dataset.DatasetId;
import oddboard.dataset.VersionId;
import oddboard.detector.MapGrid;
import oddboard.job.JobId;
import oddboard.registry.ModelVersion;
import oddboard.registry.ModelVersionId;
import oddboard.upload.UploadId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of scoring jobs as users see them. */
@Repository
class ScoringRepository {
    private static final String SELECT = """
            select s.*, a.name as by_name, w.version, m.name as model_name, d.id as dataset_id, d.name as dataset_name, c.*, o.*
            from scoring s
            join account a on a.id = s.account_id
            join model_version w on w.id = s.model_version_id
            join registered_model m on m.id = w.model_id
            join dataset d on d.id = m.dataset_id
            join dataset_right seen on seen.dataset_id = d.id and seen.account_id = :viewer
            cross join lateral (
                select count(*) as verdicts from scoring_image i where i.scoring_id = s.id and i.verdict is not null) c
            cross join lateral (
                select count(*) as disputed from (
                    select o.index from image_opinion o
                    join scoring_image i on i.scoring_id = o.scoring_id and i.index = o.index and i.verdict is null
                    where o.scoring_id = s.id group by o.index having count(*) > 1) x) o
            """;

    private final JdbcClient jdbc;

    ScoringRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A scoring as it is stored, whose job is known by its number alone. */
    record Row(
            ScoringId id,
            JobId job,
            String name,
            Scoring.Used model,
            DatasetId dataset,
            String datasetName,
            @Nullable VersionId version,
            @Nullable String source,
            ScoringSpec.Split split,
            Scoring.@Nullable AppliedThreshold threshold,
            ScoringSpec.Maps maps,
            Scoring.Counts counts,
            int imageSize,
            int channels,
            @Nullable MapGrid grid,
            UserId by,
            String byName,
            java.time.Instant createdAt) {

        static Row read(ResultSet row) throws SQLException {
            int edge = row.getInt("map_edge");
            return new Row(
                    new ScoringId(row.getLong("id")),
                    new JobId(row.getLong("job_id")),
                    row.getString("name"),
                    new Scoring.Used(
                            new ModelVersionId(row.getLong("model_version_id")),
                            row.getString("model_name"),
                            row.getInt("version"),
                            row.getString("sha256"),
                            row.getString("alias")),
                    new DatasetId(row.getLong("dataset_id")),
                    row.getString("dataset_name"),
                    ScoringWork.version(row),
                    row.getString("source"),
                    ScoringWork.split(row),
                    ScoringWork.threshold(row),
                    ScoringWork.maps(row),
                    new Scoring.Counts(
                            row.getInt("total"),
                            row.getInt("done"),
                            row.getInt("failed"),
                            row.getInt("flagged"),
                            row.getInt("looks"),
                            row.getInt("verdicts"),
                            row.getInt("disputed")),
                    row.getInt("image_size"),
                    row.getInt("channels"),
                    edge == 0 ? null : new MapGrid(edge, row.getDouble("map_first"), row.getDouble("map_step")),
                    new UserId(row.getLong("account_id")),
                    row.getString("by_name"),
                    row.getTimestamp("created_at").toInstant());
        }
    }

    ScoringId insert(
            JobId job,
            ScoringSpec spec,
            ModelVersion version,
            String alias,
            Scoring.@Nullable AppliedThreshold threshold,
            UserId by) {
        var thresholdId = threshold == null ? null : threshold.id();
        ScoringId id = new ScoringId(jdbc.sql("""
                        insert into scoring (job_id, model_version_id, sha256, alias, name, version_id, split, threshold_id,
                            threshold, look, scale, maps, account_id)
                        values (:job, :model, :sha256, :alias, :name, :version, :split, :threshold, :value, :look, :scale,
                            :maps, :by)
                        returning id""")
                .param("job", job.value())
                .param("model", version.id().value())
                .param("sha256", version.sha256())
                .param("alias", alias)
                .param("name", spec.name())
                .param("version", spec.version() == null ? null : spec.version().value())
                .param("split", spec.version() == null ? null : word(spec.split()))
                .param("threshold", thresholdId == null ? null : thresholdId.value())
                .param("value", threshold == null ? null : threshold.value())
                .param("look", threshold == null ? null : threshold.look())
                .param("scale", threshold == null ? null : threshold.scale())
                .param("maps", word(spec.maps()))
                .param("by", by.value())
                .query(Long.class)
                .single());
        // The row locks keep an upload from being removed while the job is on its way.
        jdbc.sql("""
                        insert into scoring_upload (scoring_id, place, upload_id)
                        select :id, f.place, u.id from unnest(:uploads::bigint[]) with ordinality f (upload_id, place)
                        join upload u on u.id = f.upload_id for key share of u""")
                .param("id", id.value())
                .param("uploads", spec.uploads().stream().map(UploadId::value).toArray(Long[]::new))
                .update();
        return id;
    }

    void insertOrigin(ScoringId id, ScoringSource origin) {
        jdbc.sql("update scoring set source = :source where id = :id")
                .param("id", id.value())
                .param("source", origin.source())
                .update();
        jdbc.sql("""
                        insert into scoring_unread (scoring_id, place, file)
                        select :id, place, file from unnest(:files::text[]) with ordinality f (file, place)""")
                .param("id", id.value())
                .param("files", origin.unread().toArray(String[]::new))
                .update();
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    Optional<Row> find(ScoringId id, UserId viewer) {
        return jdbc.sql(SELECT + "where s.id = :id")
                .param("id", id.value())
                .param("viewer", viewer.value())
                .query((row, n) -> Row.read(row))
                .optional();
    }

    Optional<ScoringId> byJob(JobId job) {
        return jdbc.sql("select id from scoring where job_id = :job")
                .param("job", job.value())
                .query((row, n) -> new ScoringId(row.getLong(1)))
                .optional();
    }

    /** Newest first, those older than {@code before}; of one model where its name is not null. */
    List<Row> list(@Nullable String model, long before, int limit, UserId viewer) {
        return jdbc.sql(
                        SELECT
                                + "where s.id < :before and (:model::text is null or m.name = :model) order by s.id desc limit :limit")
                .param("model", model)
                .param("before", before)
                .param("limit", limit)
                .param("viewer", viewer.value())
                .query((row, n) -> Row.read(row))
                .list();
    }

    void delete(ScoringId id) {
        jdbc.sql("delete from scoring where id = :id").param("id", id.value()).update();
    }
}
