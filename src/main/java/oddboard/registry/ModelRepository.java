package oddboard.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import oddboard.account.UserId;
import oddboard.common.StoredJson;
import oddboard.dataset.DatasetId;
import oddboard.dataset.VersionId;
import oddboard.ingest.Preprocessing;
import oddboard.run.JsonColumns;
import oddboard.run.RunId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of models, their versions and aliases, for reading. */
@Repository
class ModelRepository {
    private static final String VERSION = """
            select w.*, m.name as model, m.dataset_id, d.name as dataset_name, v.number as data_number, v.train_count,
                   v.test_count, a.name as by_name
            from model_version w
            join registered_model m on m.id = w.model_id
            join dataset d on d.id = m.dataset_id
            join dataset_version v on v.id = w.version_id
            join account a on a.id = w.account_id
            """;
    private static final String ALIAS = """
            select l.*, w.version, a.name as by_name from model_alias l
            join model_version w on w.id = l.model_version_id
            join account a on a.id = l.account_id
            """;
    private static final String MODEL = """
            select m.*, d.name as dataset_name, a.name as by_name
            from registered_model m
            join dataset d on d.id = m.dataset_id
            join account a on a.id = m.account_id
            join dataset_right seen on seen.dataset_id = d.id and seen.account_id = :viewer
            """;

    private final JdbcClient jdbc;

    ModelRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** By name. */
    List<RegisteredModel> list(UserId viewer) {
        String seen = """
                where m.id in (select s.id from registered_model s join dataset_right r on r.dataset_id = s.dataset_id
                               where r.account_id = :viewer)
                """;
        Map<ModelId, List<ModelVersion>> versions = jdbc
                .sql(VERSION + seen + " order by w.version desc")
                .param("viewer", viewer.value())
                .query((rs, n) -> version(rs))
                .list()
                .stream()
                .collect(Collectors.groupingBy(ModelVersion::modelId));
        Map<ModelId, List<ModelAlias>> aliases = jdbc
                .sql(ALIAS + " join registered_model m on m.id = l.model_id " + seen + " order by l.name")
                .param("viewer", viewer.value())
                .query((rs, n) -> Map.entry(new ModelId(rs.getLong("model_id")), alias(rs)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        return jdbc.sql(MODEL + " order by m.name")
                .param("viewer", viewer.value())
                .query((rs, n) -> {
                    ModelId id = new ModelId(rs.getLong("id"));
                    return model(rs, versions.getOrDefault(id, List.of()), aliases.getOrDefault(id, List.of()));
                })
                .list();
    }

    Optional<RegisteredModel> find(String name, UserId viewer) {
        return jdbc.sql(MODEL + " where m.name = :name")
                .param("name", name)
                .param("viewer", viewer.value())
                .query((rs, n) -> model(rs, List.of(), List.of()))
                .optional()
                // Not while the row is read: a call that takes two connections waits for itself where many want one.
                .map(found -> found.with(versions(found.id()), aliases(found.id())));
    }

    private List<ModelVersion> versions(ModelId model) {
        return jdbc.sql(VERSION + " where w.model_id = :model order by w.version desc")
                .param("model", model.value())
                .query((rs, n) -> version(rs))
                .list();
    }

    Optional<ModelVersion> version(ModelVersionId id) {
        return jdbc.sql(VERSION + " where w.id = :id")
                .param("id", id.value())
                .query((rs, n) -> version(rs))
                .optional();
    }

    /** The number of this model's version that has this digest. */
    Optional<Integer> sameVersion(ModelId model, String sha256) {
        return jdbc.sql("select version from model_version where model_id = :model and sha256 = :sha256")
                .param("model", model.value())
                .param("sha256", sha256)
                .query(Integer.class)
                .optional();
    }

    /** Those that this run became, newest first. */
    List<ModelVersion> ofRun(RunId run) {
        return jdbc.sql(VERSION + " where w.run_id = :run order by w.id desc")
                .param("run", run.value())
                .query((rs, n) -> version(rs))
                .list();
    }

    private List<ModelAlias> aliases(ModelId model) {
        return jdbc.sql(ALIAS + " where l.model_id = :model order by l.name")
                .param("model", model.value())
                .query((rs, n) -> alias(rs))
                .list();
    }

    private static RegisteredModel model(ResultSet rs, List<ModelVersion> versions, List<ModelAlias> aliases)
            throws SQLException {
        return new RegisteredModel(
                new ModelId(rs.getLong("id")),
                new DatasetId(rs.getLong("dataset_id")),
                rs.getString("dataset_name"),
                rs.getString("name"),
                rs.getString("description"),
                List.of((String[]) rs.getArray("tags").getArray()),
                new UserId(rs.getLong("account_id")),
                rs.getString("by_name"),
                instant(rs, "created_at"),
                versions,
                aliases);
    }

    private static ModelAlias alias(ResultSet rs) throws SQLException {
        Long threshold = rs.getObject("threshold_id", Long.class);
        return new ModelAlias(
                rs.getString("name"),
                new ModelVersionId(rs.getLong("model_version_id")),
                rs.getInt("version"),
                threshold == null ? null : new ThresholdId(threshold),
                rs.getString("reason"),
                rs.getString("by_name"),
                instant(rs, "moved_at"));
    }

    private static ModelVersion version(ResultSet rs) throws SQLException {
        Long run = rs.getObject("run_id", Long.class);
        String fitted = rs.getString("fitted_settings");
        Map<String, Object> cost = JsonColumns.read(rs.getString("metrics"));
        return new ModelVersion(
                new ModelVersionId(rs.getLong("id")),
                new ModelId(rs.getLong("model_id")),
                rs.getString("model"),
                rs.getInt("version"),
                rs.getString("sha256"),
                rs.getString("weights_sha256"),
                rs.getString("detector"),
                JsonColumns.read(rs.getString("settings")),
                fitted == null ? null : JsonColumns.read(fitted),
                rs.getLong("seed"),
                StoredJson.MAPPER.readValue(rs.getString("preprocessing"), Preprocessing.class),
                new ModelVersion.Source(
                        run == null ? null : new RunId(run),
                        rs.getString("run_name"),
                        new DatasetId(rs.getLong("dataset_id")),
                        rs.getString("dataset_name"),
                        new VersionId(rs.getLong("version_id")),
                        rs.getInt("data_number"),
                        rs.getObject("label_set", Integer.class)),
                new ModelVersion.Cost(
                        cost.get("parameterCount") instanceof Number n ? n.longValue() : null,
                        number(cost, "trainSeconds"),
                        number(cost, "scoreSeconds"),
                        rs.getInt("train_count"),
                        rs.getInt("test_count")),
                rs.getString("software"),
                rs.getString("description"),
                new UserId(rs.getLong("account_id")),
                rs.getString("by_name"),
                instant(rs, "created_at"));
    }

    private static double number(Map<String, Object> cost, String name) {
        return cost.get(name) instanceof Number n ? n.doubleValue() : Double.NaN;
    }

    static Instant instant(ResultSet rs, String column) throws SQLException {
        return rs.getObject(column, OffsetDateTime.class).toInstant();
    }
}
