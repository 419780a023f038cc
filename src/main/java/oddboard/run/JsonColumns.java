package oddboard.run;

import java.util.Map;
import oddboard.common.StoredJson;
import oddboard.dataset.ModelInput;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** Maps as JSON columns hold them; the order of the names is kept. */
public final class JsonColumns {
    private JsonColumns() {}

    public static String write(Map<String, ?> map) {
        return StoredJson.MAPPER.writeValueAsString(map);
    }

    public static Map<String, Object> read(String json) {
        return StoredJson.MAPPER.readValue(json, new TypeReference<Map<String, Object>>() {});
    }

    static @Nullable String writeInput(@Nullable ModelInput input) {
        return input == null ? null : StoredJson.MAPPER.writeValueAsString(input);
    }

    static @Nullable ModelInput readInput(@Nullable String json) {
        return json == null ? null : StoredJson.MAPPER.readValue(json, ModelInput.class);
    }

    static Map<String, Double> readNumbers(String json) {
        return StoredJson.MAPPER.readValue(json, new TypeReference<Map<String, Double>>() {});
    }
}
