package oddboard.run;

import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Maps as JSON columns hold them; the order of the names is kept. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    public static String write(Map<String, ?> map) {
        return MAPPER.writeValueAsString(map);
    }

    public static Map<String, Object> read(String json) {
        return MAPPER.readValue(json, new TypeReference<Map<String, Object>>() {});
    }

    static Map<String, Double> readNumbers(String json) {
        return MAPPER.readValue(json, new TypeReference<Map<String, Double>>() {});
    }
}
