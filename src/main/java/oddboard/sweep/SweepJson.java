package oddboard.sweep;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import oddboard.common.StoredJson;
import oddboard.dataset.InputChoice;
import oddboard.dataset.VersionId;
import org.jspecify.annotations.Nullable;

/** A sweep's spec as its row keeps it. */
final class SweepJson {
    private SweepJson() {}

    /** @param settings as {@link AxisJson} has them */
    private record Document(
            List<Long> versions,
            List<String> detectors,
            Map<String, Object> settings,
            List<Long> seeds,
            SweepSpec.Method method,
            int draws,
            long drawSeed,
            int priority,
            String label,
            List<String> tags,
            // Left out where nothing was chosen: nodes of the version before do not know it.
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable InputChoice input,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Halving halving) {}

    static String write(SweepSpec spec) {
        Map<String, Object> settings = new LinkedHashMap<>();
        spec.settings().forEach((name, axis) -> settings.put(name, AxisJson.write(axis)));
        return StoredJson.MAPPER.writeValueAsString(new Document(
                spec.versions().stream().map(VersionId::value).toList(),
                spec.detectors(),
                settings,
                spec.seeds(),
                spec.method(),
                spec.draws(),
                spec.drawSeed(),
                spec.priority(),
                spec.label(),
                spec.tags(),
                spec.input(),
                spec.halving()));
    }

    static SweepSpec read(String json, String name, int parallelism) {
        Document stored = StoredJson.MAPPER.readValue(json, Document.class);
        Map<String, Axis> settings = new LinkedHashMap<>();
        stored.settings.forEach((key, axis) -> settings.put(key, AxisJson.read(key, axis)));
        return new SweepSpec(
                name,
                stored.versions.stream().map(VersionId::new).toList(),
                stored.detectors,
                settings,
                stored.seeds,
                stored.method,
                stored.draws,
                stored.drawSeed,
                parallelism,
                stored.priority,
                stored.label,
                stored.tags,
                stored.input,
                stored.halving);
    }
}
