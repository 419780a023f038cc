package oddboard.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import oddboard.account.UserId;
import oddboard.dataset.VersionId;
import oddboard.run.JsonColumns;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of thresholds. */
@Repository
class ThresholdRepository {
    private static final String SELECT =
            "select t.*, a.name as by_name from threshold t join account a on a.id = t.account_id ";

    private final JdbcClient jdbc;

    ThresholdRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    ThresholdId insert(ModelVersionId version, ThresholdChoice choice, UserId by) {
        Threshold.@Nullable Calibration calibration = choice.calibration();
        return new ThresholdId(jdbc.sql("""
                insert into threshold (model_version_id, method, parameters, value, look, scale, data_version_id, split, n,
                                       images_sha256, rate, rate_low, rate_high, account_id)
                values (:version, :method, cast(:parameters as json), :value, :look, :scale, :data, :split, :n, :sha256,
                        :rate, :low, :high, :by)
                returning id
                """)
                .param("version", version.value())
                .param("method", choice.method().word())
                .param("parameters", JsonColumns.write(choice.parameters()))
                .param("value", choice.value())
                .param("look", choice.look())
                .param("scale", choice.scale())
                .param("data", calibration == null ? null : calibration.data().value())
                .param("split", calibration == null ? null : calibration.split().name())
                .param("n", calibration == null ? null : calibration.n())
                .param("sha256", calibration == null ? null : calibration.sha256())
                .param("rate", calibration == null ? null : calibration.rate())
                .param("low", calibration == null ? null : calibration.low())
                .param("high", calibration == null ? null : calibration.high())
                .param("by", by.value())
                .query(Long.class)
                .single());
    }

    /** Newest first. */
    List<Threshold> list(ModelVersionId version) {
        return jdbc.sql(SELECT + "where t.model_version_id = :version order by t.id desc")
                .param("version", version.value())
                .query((rs, n) -> threshold(rs))
                .list();
    }

    Optional<Threshold> find(ThresholdId id) {
        return jdbc.sql(SELECT + "where t.id = :id")
                .param("id", id.value())
                .query((rs, n) -> threshold(rs))
                .optional();
    }

    private static Threshold threshold(ResultSet rs) throws SQLException {
        Long data = rs.getObject("data_version_id", Long.class);
        return new Threshold(
                new ThresholdId(rs.getLong("id")),
                new ModelVersionId(rs.getLong("model_version_id")),
                Method.byWord(rs.getString("method")).orElseThrow(),
                JsonColumns.read(rs.getString("parameters")),
                rs.getDouble("value"),
                rs.getObject("look", Double.class),
                rs.getDouble("scale"),
                data == null
                        ? null
                        : new Threshold.Calibration(
                                new VersionId(data),
                                CalibrationSplit.valueOf(rs.getString("split")),
                                rs.getInt("n"),
                                rs.getString("images_sha256"),
                                rs.getDouble("rate"),
                                rs.getDouble("rate_low"),
                                rs.getDouble("rate_high")),
                rs.getString("by_name"),
                ModelRepository.instant(rs, "created_at"));
    }
}
