package oddboard.export;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import oddboard.account.UserId;
import oddboard.common.StoredJson;
import oddboard.job.JobId;
import oddboard.registry.ModelVersionId;
import oddboard.registry.ThresholdId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;

/** SQL of bundles. */
@Repository
class ExportRepository {
    private final JdbcClient jdbc;

    ExportRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A bundle as it is stored, whose job is known by its number alone. */
    record Row(
            ModelVersionId version,
            BundleFormat format,
            JobId job,
            @Nullable ThresholdId threshold,
            String software,
            ModelExport.@Nullable Bundle bundle,
            UserId by,
            String byName,
            Instant createdAt) {}

    /** What else a bundle says of its model: its description, and the contents of the images that it was trained on. */
    record Origin(String description, String images) {}

    List<Row> list(ModelVersionId version) {
        return jdbc.sql("""
                        select e.*, b.size, a.name as by_name from model_export e join account a on a.id = e.account_id
                        left join blob b on b.sha256 = e.sha256
                        where e.model_version_id = :version order by e.format""")
                .param("version", version.value())
                .query((row, n) -> row(row))
                .list();
    }

    Optional<Row> byJob(JobId job) {
        return jdbc.sql("""
                        select e.*, b.size, a.name as by_name from model_export e join account a on a.id = e.account_id
                        left join blob b on b.sha256 = e.sha256 where e.job_id = :job""")
                .param("job", job.value())
                .query((row, n) -> row(row))
                .optional();
    }

    /** Until the transaction ends nobody else begins a bundle of this version. */
    boolean lock(ModelVersionId version) {
        return jdbc.sql("select id from model_version where id = :id for no key update")
                .param("id", version.value())
                .query(Long.class)
                .optional()
                .isPresent();
    }

    /** Takes the place of the one that there is. */
    void insert(
            ModelVersionId version,
            BundleFormat format,
            JobId job,
            @Nullable ThresholdId threshold,
            String software,
            UserId by) {
        delete(version, format);
        jdbc.sql("""
                        insert into model_export (model_version_id, format, job_id, threshold_id, software, account_id)
                        values (:version, :format, :job, :threshold, :software, :by)""")
                .param("version", version.value())
                .param("format", format.word())
                .param("job", job.value())
                .param("threshold", threshold == null ? null : threshold.value())
                .param("software", software)
                .param("by", by.value())
                .update();
    }

    boolean delete(ModelVersionId version, BundleFormat format) {
        return jdbc.sql("delete from model_export where model_version_id = :version and format = :format")
                        .param("version", version.value())
                        .param("format", format.word())
                        .update()
                > 0;
    }

    void made(JobId job, String sha256, String manifest) {
        jdbc.sql("update model_export set sha256 = :sha256, manifest = cast(:manifest as json) where job_id = :job")
                .param("job", job.value())
                .param("sha256", sha256)
                .param("manifest", manifest)
                .update();
    }

    Origin origin(ModelVersionId version) {
        return jdbc.sql("""
                        select m.description, v.images_sha256 || coalesce(' ' || v.test_sha256, '') as images
                        from model_version w join registered_model m on m.id = w.model_id
                        join dataset_version v on v.id = w.version_id where w.id = :id""")
                .param("id", version.value())
                .query((row, n) -> new Origin(row.getString("description"), row.getString("images")))
                .single();
    }

    private static Row row(ResultSet row) throws SQLException {
        Long threshold = row.getObject("threshold_id", Long.class);
        String manifest = row.getString("manifest");
        return new Row(
                new ModelVersionId(row.getLong("model_version_id")),
                BundleFormat.valueOf(row.getString("format").toUpperCase(Locale.ROOT)),
                new JobId(row.getLong("job_id")),
                threshold == null ? null : new ThresholdId(threshold),
                row.getString("software"),
                manifest == null
                        ? null
                        : bundle(row.getString("sha256"), row.getLong("size"), StoredJson.MAPPER.readTree(manifest)),
                new UserId(row.getLong("account_id")),
                row.getString("by_name"),
                row.getTimestamp("created_at").toInstant());
    }

    private static ModelExport.Bundle bundle(String sha256, long size, JsonNode manifest) {
        List<ModelExport.Verification> verification = new ArrayList<>();
        manifest.path("verification")
                .properties()
                .forEach(one -> verification.add(new ModelExport.Verification(
                        one.getKey(),
                        one.getValue().path("runtime").asString(""),
                        one.getValue().path("images").asInt(0),
                        one.getValue().path("largestRelativeDifference").asDouble(0),
                        one.getValue().path("allowed").asDouble(Bundles.TOLERANCE))));
        List<ModelExport.File> files = new ArrayList<>();
        manifest.path("files")
                .properties()
                .forEach(one -> files.add(new ModelExport.File(
                        one.getKey(), one.getValue().path("bytes").asLong(0))));
        return new ModelExport.Bundle(sha256, size, verification, files);
    }
}
