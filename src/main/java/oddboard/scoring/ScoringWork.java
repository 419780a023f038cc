package oddboard.scoring;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import oddboard.common.PlainText;
import oddboard.dataset.DatasetId;
import oddboard.dataset.VersionId;
import oddboard.detector.MapGrid;
import oddboard.job.JobId;
import oddboard.registry.ModelVersionId;
import oddboard.registry.ThresholdId;
import oddboard.training.SharedScores;
import oddboard.upload.Upload;
import oddboard.upload.UploadId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** SQL of workers that score. */
@Component
class ScoringWork {
    /** After which a job that gets nowhere has failed. */
    private static final int TRIES = 3;

    private final JdbcClient jdbc;

    ScoringWork(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What one image's row will hold; a score, or a fault. */
    record Row(
            String file,
            @Nullable String sha256,
            SharedScores.@Nullable Content content,
            @Nullable Double score,
            @Nullable Integer map,
            @Nullable Integer width,
            @Nullable Integer height,
            @Nullable ImageStatistics statistics,
            @Nullable String code,
            @Nullable String detail) {
        private byte @Nullable [] contentBytes() {
            return content == null
                    ? null
                    : ByteBuffer.allocate(2 * Long.BYTES)
                            .putLong(content.high())
                            .putLong(content.low())
                            .array();
        }
    }

    ScoringTask task(JobId job) {
        return jdbc.sql("select * from scoring where job_id = :job")
                .param("job", job.value())
                .query((row, n) -> new ScoringTask(
                        new ScoringId(row.getLong("id")),
                        new ModelVersionId(row.getLong("model_version_id")),
                        row.getString("sha256"),
                        version(row),
                        split(row),
                        threshold(row),
                        maps(row)))
                .single();
    }

    static @Nullable VersionId version(ResultSet row) throws SQLException {
        Long version = row.getObject("version_id", Long.class);
        return version == null ? null : new VersionId(version);
    }

    static ScoringSpec.Split split(ResultSet row) throws SQLException {
        return "train".equals(row.getString("split")) ? ScoringSpec.Split.TRAIN : ScoringSpec.Split.TEST;
    }

    static ScoringSpec.Maps maps(ResultSet row) throws SQLException {
        return ScoringSpec.Maps.valueOf(row.getString("maps").toUpperCase(Locale.ROOT));
    }

    static Scoring.@Nullable AppliedThreshold threshold(ResultSet row) throws SQLException {
        Double value = row.getObject("threshold", Double.class);
        Long id = row.getObject("threshold_id", Long.class);
        return value == null
                ? null
                : new Scoring.AppliedThreshold(
                        id == null ? null : new ThresholdId(id),
                        value,
                        row.getObject("look", Double.class),
                        row.getDouble("scale"));
    }

    List<Upload> uploads(ScoringId id) {
        return jdbc.sql("""
                        select u.* from scoring_upload s join upload u on u.id = s.upload_id
                        where s.scoring_id = :id order by s.place""")
                .param("id", id.value())
                .query((row, n) -> new Upload(
                        new UploadId(row.getLong("id")),
                        new DatasetId(row.getLong("dataset_id")),
                        row.getString("filename"),
                        row.getLong("size"),
                        row.getString("sha256")))
                .list();
    }

    List<String> unread(ScoringId id) {
        return jdbc.sql("select file from scoring_unread where scoring_id = :id order by place")
                .param("id", id.value())
                .query(String.class)
                .list();
    }

    /** How many images earlier attempts have done, whose scores those of equal images share. */
    int done(ScoringId id, SharedScores shared) {
        int[] done = {0};
        jdbc.sql("select content, score from scoring_image where scoring_id = :id order by index")
                .param("id", id.value())
                .query(row -> {
                    done[0]++;
                    byte[] content = row.getBytes("content");
                    if (content != null) {
                        ByteBuffer bytes = ByteBuffer.wrap(content);
                        shared.of(new SharedScores.Content(bytes.getLong(), bytes.getLong()), row.getDouble("score"));
                    }
                });
        return done[0];
    }

    void begin(ScoringId id, int total, int size, int channels, MapGrid grid) {
        jdbc.sql("""
                        update scoring set total = :total, image_size = :size, channels = :channels, map_edge = :edge,
                            map_first = :first, map_step = :step
                        where id = :id""")
                .param("id", id.value())
                .param("total", total)
                .param("size", size)
                .param("channels", channels)
                .param("edge", grid.edge())
                .param("first", grid.first())
                .param("step", grid.step())
                .update();
    }

    /** Images were scored since its worker died the last time, so that this job is not what kills its workers. */
    private void grantTries(ScoringId id) {
        jdbc.sql("""
                        update job j set max_attempts = j.lost_attempts + j.failed_attempts + :tries
                        from scoring s where s.id = :id and j.id = s.job_id
                            and j.max_attempts < j.lost_attempts + j.failed_attempts + :tries""").param("id", id.value()).param("tries", TRIES).update();
    }

    /** Rows from the index on, with the blobs that hold their pixels and maps. */
    void add(ScoringId id, int first, List<Row> rows, @Nullable String pixels, @Nullable String maps) {
        grantTries(id);
        jdbc.sql("""
                        insert into scoring_chunk (scoring_id, first, count, images_sha256, maps_sha256)
                        values (:id, :first, :count, :images, :maps)""")
                .param("id", id.value())
                .param("first", first)
                .param("count", rows.size())
                .param("images", pixels)
                .param("maps", maps)
                .update();
        jdbc.sql("""
                        insert into scoring_image
                            (scoring_id, index, file, sha256, content, score, map, width, height, brightness, contrast,
                             sharpness, error_code, error_detail)
                        select :id, :first::int + n - 1, file, sha256, content, score, map, width, height, brightness, contrast,
                            sharpness, code, detail
                        from unnest(:file::text[], :sha256::text[], :content::bytea[], :score::double precision[],
                                :map::int[], :width::int[], :height::int[], :brightness::real[], :contrast::real[],
                                :sharpness::real[], :code::text[], :detail::text[])
                            with ordinality t (file, sha256, content, score, map, width, height, brightness, contrast, sharpness,
                                code, detail, n)""")
                .param("id", id.value())
                .param("first", first)
                .param(
                        "file",
                        rows.stream().map(row -> PlainText.spaced(row.file)).toArray(String[]::new))
                .param("sha256", rows.stream().map(Row::sha256).toArray(String[]::new))
                .param("content", rows.stream().map(Row::contentBytes).toArray(byte[][]::new))
                .param("score", rows.stream().map(Row::score).toArray(Double[]::new))
                .param("map", rows.stream().map(Row::map).toArray(Integer[]::new))
                .param("width", rows.stream().map(Row::width).toArray(Integer[]::new))
                .param("height", rows.stream().map(Row::height).toArray(Integer[]::new))
                .param("brightness", statistics(rows, ImageStatistics::brightness))
                .param("contrast", statistics(rows, ImageStatistics::contrast))
                .param("sharpness", statistics(rows, ImageStatistics::sharpness))
                .param("code", rows.stream().map(Row::code).toArray(String[]::new))
                .param("detail", rows.stream().map(Row::detail).toArray(String[]::new))
                .update();
        jdbc.sql("""
                        update scoring s set done = s.done + n.done, failed = s.failed + n.failed,
                            flagged = s.flagged + n.flagged, looks = s.looks + n.looks
                        from (select count(*) as done, count(i.error_code) as failed,
                                count(*) filter (where i.score >= s.threshold) as flagged,
                                count(*) filter (where i.score >= s.look and i.score < s.threshold) as looks
                            from scoring s join scoring_image i on i.scoring_id = s.id
                            where s.id = :id and i.index >= :first) n
                        where s.id = :id""").param("id", id.value()).param("first", first).update();
    }

    private static @Nullable Float[] statistics(List<Row> rows, Function<ImageStatistics, Float> figure) {
        @Nullable Float[] all = new Float[rows.size()];
        Arrays.setAll(all, i -> {
            ImageStatistics one = rows.get(i).statistics();
            return one == null ? null : figure.apply(one);
        });
        return all;
    }
}
