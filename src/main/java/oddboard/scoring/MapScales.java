package oddboard.scoring;

import oddboard.detector.MapGrid;
import oddboard.evaluation.AnomalyMaps;
import oddboard.registry.ModelVersionId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which color a value of an anomaly map gets: what it gets on the pages of the model's run. */
@Component
class MapScales {
    private final JdbcClient jdbc;

    MapScales(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Scale(double low, double high) {}

    /**
     * From the darkest to the brightest color in steps from 0 to 255.
     *
     * @param size edge of the image
     * @return {@code size * size} bytes
     */
    byte[] shown(ModelVersionId model, MapGrid grid, byte[] packed, int size) {
        Scale scale = jdbc.sql("""
                        select coalesce(m.low, 0), coalesce(m.high, r.error_scale) from model_version w
                        join run_result r on r.run_id = w.run_id left join run_map m on m.run_id = r.run_id
                        where w.id = :model""")
                .param("model", model.value())
                .query((row, n) -> new Scale(row.getDouble(1), row.getDouble(2)))
                .optional()
                // The run is gone: each map by itself.
                .orElseGet(() -> own(packed));
        return new AnomalyMaps(grid, scale.low, scale.high).shown(packed, size);
    }

    private static Scale own(byte[] packed) {
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (float value : AnomalyMaps.unpacked(packed)) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        return new Scale(low, Math.max(high, Math.nextUp(low)));
    }
}
