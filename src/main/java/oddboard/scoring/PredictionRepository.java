package oddboard.scoring;

import java.util.List;
import java.util.Optional;
import oddboard.image.RasterImage;
import oddboard.registry.ModelVersionId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of single images on their way to a worker and back. */
@Repository
class PredictionRepository {
    private final JdbcClient jdbc;

    PredictionRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Request(long id, ModelVersionId model, PredictionInput image, PredictionInput.MapWanted map) {}

    /**
     * A score, with its map where one was asked for, in colors or packed in numbers; or a fault.
     *
     * @param width of a row of the map's colors
     */
    record Answer(
            @Nullable Double score,
            byte @Nullable [] map,
            int width,
            byte @Nullable [] values,
            int valuesEdge,
            @Nullable String code,
            @Nullable String detail) {
        static Answer fault(String code, String detail) {
            return new Answer(null, null, 0, null, 0, code, detail);
        }

        @Nullable RasterImage picture() {
            return map == null ? null : new RasterImage(width, map.length / width, 1, map);
        }
    }

    /** The notification goes with the commit. */
    long insert(ModelVersionId model, PredictionInput image, PredictionInput.MapWanted map) {
        return jdbc.sql("""
                        with fresh as (
                            insert into prediction (model_version_id, image, pixels, wants_map, wants_values)
                            values (:model, :image, :pixels, :map, :values)
                            returning id)
                        select id, pg_notify('oddboard_prediction', '') from fresh""")
                .param("model", model.value())
                .param("image", image.bytes())
                .param("pixels", image.pixels())
                .param("map", map == PredictionInput.MapWanted.PICTURE)
                .param("values", map == PredictionInput.MapWanted.VALUES)
                .query((row, n) -> row.getLong(1))
                .single();
    }

    Optional<Answer> answer(long id) {
        return jdbc.sql("select * from prediction where id = :id and done_at is not null")
                .param("id", id)
                .query((row, n) -> new Answer(
                        row.getObject("score", Double.class),
                        row.getBytes("map"),
                        row.getInt("map_edge"),
                        row.getBytes("map_values"),
                        row.getInt("map_values_edge"),
                        row.getString("error_code"),
                        row.getString("error_detail")))
                .optional();
    }

    void delete(long id) {
        jdbc.sql("delete from prediction where id = :id").param("id", id).update();
    }

    /**
     * The oldest that waits and others for the same model; also those of a worker that has not answered for long.
     *
     * @param bytes of which there are no more before the last one's
     */
    List<Request> claim(int most, int bytes) {
        return jdbc.sql("""
                        with free as (
                            select id, octet_length(image) as bytes from prediction
                            where done_at is null and (claimed_at is null or claimed_at < now() - interval '5 seconds')
                                and model_version_id = (
                                    select model_version_id from prediction where done_at is null
                                        and (claimed_at is null or claimed_at < now() - interval '5 seconds')
                                    order by id limit 1)
                            order by id limit :most for update skip locked),
                        summed as (select id, sum(bytes) over (order by id) - bytes as before from free),
                        claimed as (
                            update prediction p set claimed_at = now() from summed s
                            where s.id = p.id and s.before <= :bytes returning p.*)
                        select * from claimed order by id""")
                .param("most", most)
                .param("bytes", bytes)
                .query((row, n) -> new Request(
                        row.getLong("id"),
                        new ModelVersionId(row.getLong("model_version_id")),
                        new PredictionInput(row.getBytes("image"), row.getBoolean("pixels")),
                        row.getBoolean("wants_map")
                                ? PredictionInput.MapWanted.PICTURE
                                : row.getBoolean("wants_values")
                                        ? PredictionInput.MapWanted.VALUES
                                        : PredictionInput.MapWanted.NONE))
                .list();
    }

    /** Others may claim it. */
    void giveBack(long id) {
        jdbc.sql("update prediction set claimed_at = null where id = :id and done_at is null")
                .param("id", id)
                .update();
    }

    void done(long id, Answer answer) {
        jdbc.sql("""
                        with done as (
                            update prediction set done_at = now(), image = '', score = :score, map = :map, map_edge = :edge,
                                map_values = :values, map_values_edge = :valuesEdge,
                                error_code = :code, error_detail = :detail
                            where id = :id returning id)
                        select id, pg_notify('oddboard_predicted', id::text) from done""")
                .param("id", id)
                .param("score", answer.score())
                .param("map", answer.map())
                .param("edge", answer.width())
                .param("values", answer.values())
                .param("valuesEdge", answer.valuesEdge())
                .param("code", answer.code())
                .param("detail", answer.detail())
                .query((row, n) -> row.getLong(1))
                .list();
    }

    /** A worker says every few seconds that it is there. */
    boolean hasWorker() {
        return jdbc.sql("select exists (select from worker where heartbeat_at > now() - interval '30 seconds')")
                .query(Boolean.class)
                .single();
    }

    /** Nobody waits for these any more. */
    void forget() {
        jdbc.sql("delete from prediction where created_at < now() - interval '1 minute'")
                .update();
    }
}
