package oddboard.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import oddboard.dataset.LabelPart;
import oddboard.dataset.VersionId;
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
    public record StoredScores(VersionId version, double[] scores, String reconstructionsSha256, double errorScale) {}

    public Optional<StoredScores> scores(RunId id) {
        return jdbc.sql("""
                select r.version_id, s.scores, s.reconstructions_sha256, s.error_scale
                from run_result s join run r on r.id = s.run_id where s.run_id = :id
                """)
                .param("id", id.value())
                .query((rs, n) -> new StoredScores(
                        new VersionId(rs.getLong(1)), doubles(rs, 2), rs.getString(3), rs.getDouble(4)))
                .optional();
    }

    /** The packed file of a run's reconstructions; {@code length} bytes an image. */
    public record StoredReconstructions(String sha256, int count, int length, double errorScale) {}

    public Optional<StoredReconstructions> reconstructions(RunId id) {
        return jdbc.sql("""
                select reconstructions_sha256, image_count, image_size, channels, error_scale
                from run_result where run_id = :id
                """)
                .param("id", id.value())
                .query((rs, n) -> new StoredReconstructions(
                        rs.getString(1), rs.getInt(2), rs.getInt(3) * rs.getInt(3) * rs.getInt(4), rs.getDouble(5)))
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
