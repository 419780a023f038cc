package oddboard.run;

import java.util.Map;
import oddboard.common.StoredJson;
import tools.jackson.core.type.TypeReference;

/** Maps as JSON columns hold them; the order of the names is kept. */
public final class Json {
    private Json() {}

    public static String write(Map<String, ?> map) {
        return StoredJson.MAPPER.writeValueAsString(map);
    }

    public static Map<String, Object> read(String json) {
        return StoredJson.MAPPER.readValue(json, new TypeReference<Map<String, Object>>() {});
    }

    static Map<String, Double> readNumbers(String json) {
        return StoredJson.MAPPER.readValue(json, new TypeReference<Map<String, Double>>() {});
    }
}
