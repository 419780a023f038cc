package oddboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** All bodies that the description of the API knows, and their fields. */
abstract class BodiesFixture extends ApiFixture {
    private static final String REF = "#/components/schemas/";

    interface Visit {
        void field(String name, JsonNode schema);
    }

    record Call(String method, String path, JsonNode body) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    final List<Call> calls() throws Exception {
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

    final Map<String, JsonNode> bodies() throws Exception {
        var bodies = new TreeMap<String, JsonNode>();
        for (Call call : calls()) {
            bodies.put(call.body.path("$ref").asString(call.toString()).replace(REF, ""), call.body);
        }
        return bodies;
    }

    final JsonNode schema(JsonNode type) {
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

    final void fields(String name, JsonNode type, Visit visit) {
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
}
