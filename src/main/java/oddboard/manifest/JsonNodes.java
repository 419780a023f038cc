package oddboard.manifest;

import oddboard.common.StoredJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** JSON as strangers write it. */
final class JsonNodes {
    private JsonNodes() {}

    /** Null where it is not JSON. */
    static @Nullable JsonNode read(byte[] bytes) {
        try {
            var node = StoredJson.MAPPER.readTree(bytes);
            return node == null || node.isMissingNode() ? null : node;
        } catch (JacksonException e) {
            return null;
        }
    }

    /** "" where it is not there, or no text or number. */
    static String text(JsonNode node, String name) {
        var value = node.path(name);
        return value.isValueNode() && !value.isNull() ? value.asString() : "";
    }
}
