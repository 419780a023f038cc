package oddboard.common;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON in database columns and files. What is stored must not change with the settings of the web API's mapper. */
public final class StoredJson {
    public static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES) // older rows lack newer fields
            .build();

    private StoredJson() {}
}
