package oddboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** The calls of the API with the bodies that they take, as the description has them. */
abstract class DescribedCalls extends ApiFixture {
    private static final String REF = "#/components/schemas/";

    interface Visit {
        void field(String name, JsonNode schema);
    }

    /** A text, a list, or named values, each with one more than there may be. */
    List<JsonNode> tooMuch(JsonNode type) {
        var all = new ArrayList<JsonNode>();
        if (isText(type) && type.has("maxLength")) {
            all.add(JSON.getNodeFactory()
                    .stringNode("x".repeat(type.get("maxLength").asInt() + 1)));
        }
        if (type.has("maxItems") && type.get("maxItems").asInt() <= 100_000 && isText(type.get("items"))) {
            var list = JSON.createArrayNode();
            for (int i = 0; i <= type.get("maxItems").asInt(); i++) {
                list.add("1");
            }
            all.add(list);
            all.add(JSON.createArrayNode()
                    .add("x".repeat(type.get("items").get("maxLength").asInt() + 1)));
        }
        if (type.has("maxProperties")) {
            var map = JSON.createObjectNode();
            for (int i = 0; i <= type.get("maxProperties").asInt(); i++) {
                map.put("k" + i, 1);
            }
            all.add(map);
        }
        return all;
    }

    record Call(String method, String path, JsonNode body) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    List<Call> calls() throws Exception {
        var calls = new ArrayList<Call>();
        contract()
                .document()
                .get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(call -> {
                    JsonNode body =
                            call.getValue().path("requestBody").path("content").path("application/json");
                    if (body.has("schema")) {
                        calls.add(new Call(
                                call.getKey().toUpperCase(Locale.ROOT),
                                path.getKey().substring("/api/v1".length()).replaceAll("\\{\\w+}", "1"),
                                body.get("schema")));
                    }
                }));
        assertThat(calls).hasSizeGreaterThan(25);
        return calls;
    }

    Map<String, JsonNode> bodies() throws Exception {
        var bodies = new TreeMap<String, JsonNode>();
        for (Call call : calls()) {
            bodies.put(call.body.path("$ref").asString(call.toString()).replace(REF, ""), call.body);
        }
        return bodies;
    }

    JsonNode schema(JsonNode type) {
        if (!type.has("$ref")) {
            return type;
        }
        try {
            return contract()
                    .document()
                    .get("components")
                    .get("schemas")
                    .get(type.get("$ref").asString().substring(REF.length()));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    void fields(String name, JsonNode type, Visit visit) {
        if (type.has("$ref")) {
            fields(type.get("$ref").asString().substring(REF.length()), schema(type), visit);
            return;
        }
        visit.field(name, type);
        if (type.has("items")) {
            fields(name + "[]", type.get("items"), visit);
        }
        for (String choice : List.of("anyOf", "oneOf")) {
            type.path(choice).forEach(one -> fields(name, one, visit));
        }
        type.path("properties")
                .properties()
                .forEach(property -> fields(name + "." + property.getKey(), property.getValue(), visit));
    }

    static boolean isText(JsonNode type) {
        JsonNode kind = type.path("type");
        boolean text = kind.isArray()
                ? kind.valueStream().anyMatch(k -> k.asString().equals("string"))
                : kind.asString("").equals("string");
        return text && !type.has("format");
    }
}
