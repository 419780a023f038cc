package oddboard.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import oddboard.dataset.LabelPart;
import oddboard.dataset.VersionId;
import oddboard.detector.MapGrid;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What runs that succeeded have stored: scores, reconstructions, metrics. Nobody's rights are checked here. */
@Component
public class RunResults {
    private final JdbcClient jdbc;

    RunResults(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Scores of the test images, without any labels. */
    public record StoredScores(VersionId version, double[] scores, double errorScale) {}

    public Optional<StoredScores> scores(RunId id) {
        return jdbc.sql("""
                select r.version_id, s.scores, s.error_scale
                from run_result s join run r on r.id = s.run_id where s.run_id = :id
                """)
                .param("id", id.value())
                .query((rs, n) -> new StoredScores(new VersionId(rs.getLong(1)), doubles(rs, 2), rs.getDouble(3)))
                .optional();
    }

    /**
     * Where the pictures of a run's test images are.
     *
     * @param length bytes of one reconstruction
     * @param errorScale error (0..255) that maps show as the brightest color
     */
    public record StoredPictures(
            int count,
            int length,
            double errorScale,
            @Nullable String reconstructionsSha256,
            @Nullable StoredMaps maps) {}

    /**
     * The packed file of a run's own anomaly maps, float16.
     *
     * @param low value shown as the darkest color
     * @param high value shown as the brightest color
     */
    public record StoredMaps(String sha256, MapGrid grid, double low, double high) {}

    public Optional<StoredPictures> pictures(RunId id) {
        return jdbc.sql("""
                select s.image_count, s.image_size, s.channels, s.error_scale, s.reconstructions_sha256,
                       m.sha256, m.edge, m.first, m.step, m.low, m.high
                from run_result s left join run_map m on m.run_id = s.run_id where s.run_id = :id
                """)
                .param("id", id.value())
                .query((rs, n) -> new StoredPictures(
                        rs.getInt(1),
                        rs.getInt(2) * rs.getInt(2) * rs.getInt(3),
                        rs.getDouble(4),
                        rs.getString(5),
                        rs.getString(6) == null
                                ? null
                                : new StoredMaps(
                                        rs.getString(6),
                                        new MapGrid(rs.getInt(7), rs.getDouble(8), rs.getDouble(9)),
                                        rs.getDouble(10),
                                        rs.getDouble(11))))
                .optional();
    }

    /**
     * The training images that a run scored highest, the highest first.
     *
     * @param images by place; training images come first in a version
     * @param scored so many training images were scored
     */
    public record Suspects(List<Integer> images, double[] scores, int scored) {}

    /** Empty where the run is older than this, or has no scores. */
    public Optional<Suspects> suspects(RunId id) {
        return jdbc.sql("""
                select suspect_images, suspect_scores, suspect_of from run_result
                where run_id = :id and suspect_images is not null
                """)
                .param("id", id.value())
                .query((rs, n) ->
                        new Suspects(List.of((Integer[]) rs.getArray(1).getArray()), doubles(rs, 2), rs.getInt(3)))
                .optional();
    }

    public static Run.Metrics metrics(ResultSet rs) throws SQLException {
        return new Run.Metrics(
                rs.getInt("label_set"),
                rs.getObject("auroc", Double.class),
                rs.getObject("auroc_low", Double.class),
                rs.getObject("auroc_high", Double.class),
                rs.getObject("average_precision", Double.class),
                rs.getDouble("score_seconds"),
                rs.getObject("f1", Double.class),
                rs.getObject("f1_threshold", Double.class),
                rs.getObject("fpr_at_tpr95", Double.class),
                rs.getObject("partial_auc", Double.class),
                rs.getObject("pixel_auroc", Double.class),
                rs.getObject("aupro", Double.class),
                rs.getObject("aupro_at_fpr5", Double.class),
                LabelPart.valueOf(rs.getString("part")),
                rs.getObject("labeled_count", Integer.class),
                weakTypes(rs));
    }

    /** None where the evaluation is older than the column. */
    private static List<String> weakTypes(ResultSet rs) throws SQLException {
        var types = rs.getArray("weak_types");
        return types == null ? List.of() : List.of((String[]) types.getArray());
    }

    public static double[] doubles(ResultSet rs, int column) throws SQLException {
        return Arrays.stream((Double[]) rs.getArray(column).getArray())
                .mapToDouble(Double::doubleValue)
                .toArray();
    }
}
