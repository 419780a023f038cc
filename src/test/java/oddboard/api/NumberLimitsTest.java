package oddboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Every number that is sent has limits, which the description tells and the program holds. */
class NumberLimitsTest extends BodiesFixture {
    @Test
    void everyNumberHasALimitThatHolds() throws Exception {
        var without = new TreeSet<String>();
        var taken = new TreeSet<String>();
        var refused = new TreeSet<String>();
        for (var path : contract().document().get("paths").properties()) {
            for (var call : path.getValue().properties()) {
                for (JsonNode parameter : call.getValue().path("parameters")) {
                    JsonNode type = parameter.get("schema");
                    String what = call.getKey() + " " + path.getKey() + " "
                            + parameter.get("name").asString();
                    if (isNumber(type) && !parameter.get("in").asString().equals("path")) {
                        for (String value : beyond(what, type, without)) {
                            String query =
                                    path.getKey().substring("/api/v1".length()).replaceAll("\\{\\w+}", "1") + "?"
                                            + parameter.get("name").asString() + "=" + value;
                            int status = send(to(query)
                                            .method(call.getKey().toUpperCase(Locale.ROOT), BodyPublishers.noBody()))
                                    .statusCode();
                            (status == 422 ? refused : taken).add(what + " " + status);
                        }
                    }
                }
            }
        }
        for (Call call : calls()) {
            for (var property : schema(call.body()).path("properties").properties()) {
                if (isNumber(property.getValue())) {
                    String what = call + " " + property.getKey();
                    for (String value : beyond(what, property.getValue(), without)) {
                        int status = send(to(call.path())
                                        .header("Content-Type", "application/json")
                                        .method(
                                                call.method(),
                                                BodyPublishers.ofString(
                                                        "{\"" + property.getKey() + "\":" + value + "}")))
                                .statusCode();
                        (status == 422 ? refused : taken).add(what + " " + status);
                    }
                }
            }
        }
        bodies().forEach((name, schema) -> fields(name, schema, (field, type) -> {
            if (isNumber(type)) {
                beyond(field, type, without);
            }
        }));
        assertThat(without).isEmpty();
        assertThat(taken).isEmpty();
        assertThat(refused).hasSizeGreaterThan(60);
    }

    /** What lies just outside. */
    private static List<String> beyond(String what, JsonNode type, TreeSet<String> without) {
        if (!type.has("minimum") || !type.has("maximum")) {
            without.add(what + " " + type);
            return List.of();
        }
        return List.of(
                type.get("minimum").decimalValue().subtract(BigDecimal.ONE).toPlainString(),
                type.get("maximum").decimalValue().add(BigDecimal.ONE).toPlainString());
    }

    /** A number, or where it may also be something else, such as a text, at least that. */
    private static boolean isNumber(JsonNode type) {
        JsonNode kind = type.path("type");
        var kinds = kind.isArray() ? kind.valueStream().map(JsonNode::asString).toList() : List.of(kind.asString(""));
        return (kinds.contains("integer") || kinds.contains("number")) && !kinds.contains("string");
    }
}
