package oddboard.ingest;

import java.util.EnumMap;
import java.util.Map;
import oddboard.common.StoredJson;
import oddboard.dataset.VersionId;
import oddboard.image.Crop;
import oddboard.image.ValueRange;
import oddboard.image.ValueType;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How the images of each version were made. */
@Component
public class Preprocessors {
    private final JdbcClient jdbc;

    Preprocessors(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of a version that is ready. */
    public Preprocessor of(VersionId version) {
        return jdbc.sql("""
                        select image_size, channels, spec, value_ranges,
                            exists (select 1 from own_image where version_id = v.id) as own
                        from dataset_version v where id = :version and ready_at is not null""")
                .param("version", version.value())
                .query((row, n) -> {
                    ImportSpec spec = StoredJson.MAPPER.readValue(row.getString("spec"), ImportSpec.class);
                    return new Preprocessor(
                            new Preprocessing(
                                    row.getInt("image_size"),
                                    row.getInt("channels"),
                                    // What was put there past an import has no options.
                                    spec.crop() == null ? Crop.SQUARE : spec.crop(),
                                    spec.cropFraction(),
                                    spec.valueRange(),
                                    null),
                            row.getBoolean("own"),
                            null,
                            ranges(row.getString("value_ranges")),
                            spec.ranges());
                })
                .single();
    }

    static @Nullable String json(Map<ValueType, ValueRange> ranges) {
        Map<ValueType, double[]> plain = new EnumMap<>(ValueType.class);
        ranges.forEach((type, range) -> plain.put(type, new double[] {range.from(), range.to()}));
        return StoredJson.MAPPER.writeValueAsString(plain);
    }

    private static Map<ValueType, ValueRange> ranges(@Nullable String json) {
        Map<ValueType, ValueRange> ranges = new EnumMap<>(ValueType.class);
        if (json != null) {
            StoredJson.MAPPER
                    .readTree(json)
                    .properties()
                    .forEach(entry -> ranges.put(
                            ValueType.valueOf(entry.getKey()),
                            new ValueRange(
                                    entry.getValue().get(0).asDouble(),
                                    entry.getValue().get(1).asDouble())));
        }
        return ranges;
    }
}
