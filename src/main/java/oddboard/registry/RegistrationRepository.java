package oddboard.registry;

import java.util.Map;
import java.util.Optional;
import oddboard.account.UserId;
import oddboard.common.StoredJson;
import oddboard.dataset.DatasetId;
import oddboard.dataset.VersionId;
import oddboard.ingest.Preprocessing;
import oddboard.run.JsonColumns;
import oddboard.run.RunId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of new models and versions. */
@Repository
class RegistrationRepository {
    private final JdbcClient jdbc;

    RegistrationRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A run's last checkpoint, kept from being deleted until the transaction ends. */
    record Checkpoint(String sha256, int epoch, @Nullable Map<String, Object> fitted) {}

    /**
     * What a run and its data are, beyond what pages show of it.
     *
     * @param images blobs of the packed images
     */
    record Facts(
            Preprocessing preprocessing,
            String images,
            @Nullable Integer labelSet,
            String software) {}

    /** What a new version is made of. */
    record NewVersion(
            ModelId model,
            String sha256,
            RunId run,
            String runName,
            VersionId data,
            String weights,
            String detector,
            Map<String, Object> settings,
            @Nullable Map<String, Object> fitted,
            long seed,
            Map<String, Object> cost,
            Facts facts,
            String description,
            UserId by) {}

    ModelId insertModel(DatasetId dataset, String name, String description, String[] tags, UserId by) {
        return new ModelId(jdbc.sql("""
                insert into registered_model (dataset_id, name, description, tags, account_id)
                values (:dataset, :name, :description, :tags, :by) returning id
                """)
                .param("dataset", dataset.value())
                .param("name", name)
                .param("description", description)
                .param("tags", tags)
                .param("by", by.value())
                .query(Long.class)
                .single());
    }

    /** Of the run, or of the run whose entry it is. */
    Optional<Checkpoint> lastCheckpoint(RunId run) {
        return jdbc.sql("""
                select c.sha256, c.epoch, case when e.entry_of is not null then f.settings end as fitted
                from run e join run f on f.id = coalesce(e.entry_of, e.id) join run_checkpoint c on c.run_id = f.id
                where e.id = :run order by c.id desc limit 1 for key share of c
                """)
                .param("run", run.value())
                .query((rs, n) -> new Checkpoint(
                        rs.getString(1),
                        rs.getInt(2),
                        rs.getString(3) == null ? null : JsonColumns.read(rs.getString(3))))
                .optional();
    }

    Facts facts(RunId run, Preprocessing preprocessing) {
        return jdbc.sql("""
                select v.images_sha256 || coalesce(' ' || v.test_sha256, '') as images,
                       (select max(number) from label_set where version_id = v.id) as label_set,
                       coalesce(s.software, 'unknown') as software
                from run r join dataset_version v on v.id = r.version_id join run_result s on s.run_id = r.id
                where r.id = :run
                """)
                .param("run", run.value())
                .query((rs, n) -> new Facts(
                        preprocessing,
                        rs.getString("images"),
                        rs.getObject("label_set", Integer.class),
                        rs.getString("software")))
                .single();
    }

    ModelVersionId insertVersion(NewVersion version) {
        // The row lock makes numbers follow each other.
        int number = jdbc.sql(
                        "update registered_model set last_version = last_version + 1 where id = :model returning last_version")
                .param("model", version.model().value())
                .query(Integer.class)
                .single();
        ModelVersionId id = new ModelVersionId(jdbc.sql("""
                insert into model_version (model_id, version, sha256, run_id, run_name, version_id, label_set, weights_sha256,
                                           detector, settings, fitted_settings, seed, preprocessing, metrics, software,
                                           description, backbone_sha256, account_id)
                values (:model, :number, :sha256, :run, :name, :data, :labels, :weights, :detector, cast(:settings as json),
                        cast(:fitted as json), :seed, cast(:preprocessing as json), cast(:cost as json), :software, :description,
                        (select backbone_sha256 from run where id = :run), :by)
                returning id
                """)
                .param("model", version.model().value())
                .param("number", number)
                .param("sha256", version.sha256())
                .param("run", version.run().value())
                .param("name", version.runName())
                .param("data", version.data().value())
                .param("labels", version.facts().labelSet())
                .param("weights", version.weights())
                .param("detector", version.detector())
                .param("settings", JsonColumns.write(version.settings()))
                .param("fitted", version.fitted() == null ? null : JsonColumns.write(version.fitted()))
                .param("seed", version.seed())
                .param(
                        "preprocessing",
                        StoredJson.MAPPER.writeValueAsString(version.facts().preprocessing()))
                .param("cost", JsonColumns.write(version.cost()))
                .param("software", version.facts().software())
                .param("description", version.description())
                .param("by", version.by().value())
                .query(Long.class)
                .single());
        keepScores(id, version.run());
        return id;
    }

    /** A copy, so that they stay when the run goes. */
    private void keepScores(ModelVersionId id, RunId run) {
        jdbc.sql("""
                insert into model_score (model_version_id, split, images, scores)
                select :id, s.split, s.images, s.scores from run_result r cross join lateral (values
                    ('TRAIN', r.train_images, r.train_scores),
                    ('HELD_OUT', r.held_out_images, r.held_out_scores),
                    ('TEST', array(select generate_series(0, cardinality(r.scores) - 1)), r.scores)) s (split, images, scores)
                where r.run_id = :run and cardinality(s.scores) > 0
                """).param("id", id.value()).param("run", run.value()).update();
    }
}
