package oddboard.sweep;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import oddboard.dataset.VersionId;
import oddboard.run.Json;

/** A sweep's spec as its row keeps it. */
final class SweepJson {
    private SweepJson() {}

    static String write(SweepSpec spec) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("versions", spec.versions().stream().map(VersionId::value).toList());
        map.put("detectors", spec.detectors());
        Map<String, Object> settings = new LinkedHashMap<>();
        spec.settings().forEach((name, axis) -> settings.put(name, AxisJson.write(axis)));
        map.put("settings", settings);
        map.put("seeds", spec.seeds());
        map.put("method", spec.method().name());
        map.put("draws", spec.draws());
        map.put("drawSeed", spec.drawSeed());
        map.put("priority", spec.priority());
        map.put("label", spec.label());
        map.put("tags", spec.tags());
        return Json.write(map);
    }

    @SuppressWarnings("unchecked")
    static SweepSpec read(String json, String name, int parallelism) {
        Map<String, Object> map = Json.read(json);
        Map<String, Axis> settings = new LinkedHashMap<>();
        ((Map<String, Object>) map.get("settings")).forEach((key, axis) -> settings.put(key, AxisJson.read(key, axis)));
        return new SweepSpec(
                name,
                longs(map.get("versions")).stream().map(VersionId::new).toList(),
                (List<String>) map.get("detectors"),
                settings,
                longs(map.get("seeds")),
                SweepSpec.Method.valueOf((String) map.get("method")),
                ((Number) map.get("draws")).intValue(),
                ((Number) map.get("drawSeed")).longValue(),
                parallelism,
                ((Number) map.get("priority")).intValue(),
                (String) map.get("label"),
                (List<String>) map.get("tags"));
    }

    private static List<Long> longs(Object list) {
        return ((List<?>) list).stream().map(n -> ((Number) n).longValue()).toList();
    }
}
