package oddboard.scoring;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import oddboard.common.StoredJson;
import oddboard.registry.ModelVersionId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of drift: what images of a scoring are like, and those that its model was trained on. */
@Repository
class DriftRepository {
    private final JdbcClient jdbc;
    private final ScoredImageRepository images;

    DriftRepository(JdbcClient jdbc, ScoredImageRepository images) {
        this.jdbc = jdbc;
        this.images = images;
    }

    /** The column is called figures since before the statistics had their name. */
    Optional<Drift.Statistics> reference(ModelVersionId model) {
        return jdbc.sql("select figures from model_reference where model_version_id = :model")
                .param("model", model.value())
                .query(String.class)
                .optional()
                .map(json -> StoredJson.MAPPER.readValue(json, Drift.Statistics.class));
    }

    void store(ModelVersionId model, Drift.Statistics reference) {
        jdbc.sql("insert into model_reference values (:model, :figures::json) on conflict do nothing")
                .param("model", model.value())
                .param("figures", StoredJson.MAPPER.writeValueAsString(reference))
                .update();
    }

    /** Over the bins of the reference. */
    Drift.Statistics seen(ScoringId id, Drift.Statistics reference) {
        double[][] values = {new double[64], new double[64], new double[64], new double[64]};
        int[] count = {0};
        jdbc.sql("""
                        select score, brightness, contrast, sharpness from scoring_image
                        where scoring_id = :id and score is not null and brightness is not null""").param("id", id.value()).query(row -> {
            for (int i = 0; i < values.length; i++) {
                if (count[0] == values[i].length) {
                    values[i] = Arrays.copyOf(values[i], 2 * count[0]);
                }
                values[i][count[0]] = row.getDouble(i + 1);
            }
            count[0]++;
        });
        for (int i = 0; i < values.length; i++) {
            values[i] = Arrays.copyOf(values[i], count[0]);
        }
        return new Drift.Statistics(
                Distribution.of(reference.score().edges(), values[0]),
                Distribution.of(reference.brightness().edges(), values[1]),
                Distribution.of(reference.contrast().edges(), values[2]),
                Distribution.of(reference.sharpness().edges(), values[3]));
    }

    void store(ScoringId id, Drift.Statistics seen) {
        jdbc.sql("update scoring set drift = :drift::json where id = :id")
                .param("id", id.value())
                .param("drift", StoredJson.MAPPER.writeValueAsString(seen))
                .update();
    }

    private record Row(long id, long model, Drift.Statistics seen, double threshold) {}

    /** Of those that have ended and whose worker told it. */
    Map<ScoringId, Drift> find(Collection<ScoringId> ids) {
        Map<ScoringId, Drift> found = new HashMap<>();
        Map<Long, Optional<Drift.Statistics>> references = new HashMap<>();
        Map<Long, double[]> scores = new HashMap<>();
        for (Row row : jdbc.sql(
                        "select id, model_version_id, drift, threshold from scoring where id = any(:ids) and drift is not null")
                .param("ids", ids.stream().map(ScoringId::value).toArray(Long[]::new))
                .query((row, n) -> new Row(
                        row.getLong(1),
                        row.getLong(2),
                        StoredJson.MAPPER.readValue(row.getString(3), Drift.Statistics.class),
                        row.getObject(4) == null ? Double.NaN : row.getDouble(4)))
                .list()) {
            ModelVersionId model = new ModelVersionId(row.model());
            references.computeIfAbsent(row.model(), m -> reference(model)).ifPresent(reference -> {
                double[] all = scores.computeIfAbsent(row.model(), m -> images.reference(model));
                double flagged = Double.isNaN(row.threshold()) || all.length == 0
                        ? Double.NaN
                        : (double) Arrays.stream(all)
                                        .filter(s -> s >= row.threshold())
                                        .count()
                                / all.length;
                found.put(new ScoringId(row.id()), new Drift(row.seen(), reference, flagged));
            });
        }
        return found;
    }
}
