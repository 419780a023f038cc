package oddboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The API's own description, by which every answer that a test gets is evaluated. */
final class Contract {
    private static final JsonMapper JSON = new JsonMapper();
    private final SchemaRegistry registry = SchemaRegistry.withDialect(Dialects.getDraft202012());
    private final Map<String, Schema> schemas = new HashMap<>();
    private final JsonNode document;

    Contract(JsonNode document) {
        this.document = document;
    }

    JsonNode document() {
        return document;
    }

    /** Fails where the call is described and the answer is not as the description says. */
    void check(HttpResponse<String> answer) {
        String path = answer.request().uri().getPath();
        String method = answer.request().method().toLowerCase(Locale.ROOT);
        JsonNode call = call(path, method.equals("head") ? "get" : method);
        String answered = method + " " + path + " answered " + answer.statusCode();
        String kind = answer.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
        if (call == null) {
            if (kind.equals("application/problem+json") && !answer.body().isEmpty()) {
                fits("Problem", JSON.readTree(answer.body()), answered);
            }
            return;
        }
        String status = Integer.toString(answer.statusCode());
        JsonNode responses = call.get("responses");
        assertThat(responses.has(status) || answer.statusCode() >= 400)
                .as(answered + ", which is not described")
                .isTrue();
        JsonNode response = responses.has(status) ? responses.get(status) : responses.get("default");
        if (answer.body().isEmpty()) {
            return;
        }
        JsonNode content = response.path("content").path(kind);
        assertThat(content.isMissingNode())
                .as(answered + " as " + kind + ", which is not described")
                .isFalse();
        if (kind.endsWith("json")) {
            JsonNode schema = content.get("schema");
            if (schema.has("$ref")) {
                fits(schema.get("$ref").asString().replaceFirst(".*/", ""), JSON.readTree(answer.body()), answered);
            }
        }
    }

    /** Fails where the value doesn't fit the schema of this name. */
    void fits(String name, JsonNode value, String answered) {
        Schema schema = schemas.computeIfAbsent(name, n -> {
            ObjectNode root = JSON.createObjectNode();
            root.put("$ref", "#/components/schemas/" + n);
            root.set("components", document.get("components"));
            return registry.getSchema(SchemaLocation.of("urn:test:" + n), root);
        });
        assertThat(schema.validate(value)).as(answered).isEmpty();
    }

    /** Literal addresses come before those with a variable. */
    private @Nullable JsonNode call(String path, String method) {
        JsonNode found = null;
        int fewest = Integer.MAX_VALUE;
        for (Map.Entry<String, JsonNode> one : document.get("paths").properties()) {
            String template = one.getKey();
            int variables = template.length() - template.replace("{", "").length();
            String pattern = Arrays.stream(template.split("(?<=\\})|(?=\\{)"))
                    .map(part -> part.startsWith("{") ? "[^/]+" : Pattern.quote(part))
                    .collect(Collectors.joining());
            if (one.getValue().has(method) && path.matches(pattern) && variables < fewest) {
                found = one.getValue().get(method);
                fewest = variables;
            }
        }
        return found;
    }
}
