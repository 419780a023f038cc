package oddboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Every text, list and range that is sent has a limit, which the description tells and the program holds. */
class LimitsTest extends DescribedCalls {
    @Test
    void everyFieldOfEveryBodyHasALimit() throws Exception {
        var without = new TreeSet<String>();
        var seen = new ArrayList<String>();
        bodies().forEach((name, schema) -> fields(name, schema, (field, type) -> {
            seen.add(field);
            if (isText(type) && !type.has("maxLength") && !type.has("enum")
                    || type.has("items") && !type.has("maxItems")
                    || type.get("additionalProperties") instanceof ObjectNode && !type.has("maxProperties")) {
                without.add(field + " " + type);
            }
        }));
        assertThat(without).isEmpty();
        assertThat(seen).hasSizeGreaterThan(60).contains("NewRun.tags", "NewRun.tags[]", "Baseline.name");
    }

    @Test
    void everyLimitHolds() throws Exception {
        var taken = new TreeSet<String>();
        var refused = new TreeSet<String>();
        for (Call call : calls()) {
            JsonNode schema = schema(call.body());
            for (var property : schema.path("properties").properties()) {
                for (JsonNode value : tooMuch(property.getValue())) {
                    String body = "{\"" + property.getKey() + "\":" + value + "}";
                    HttpResponse<String> answer = send(to(call.path())
                            .header("Content-Type", "application/json")
                            .method(call.method(), BodyPublishers.ofString(body)));
                    String what = call + " " + property.getKey();
                    if (answer.statusCode() != 422) {
                        taken.add(what + " " + answer.statusCode());
                    } else {
                        refused.add(what);
                        assertThat(answer.body()).as(what).doesNotContain("xxxxxxxxxxxxxxxxxxxxxxxxx");
                    }
                }
            }
        }
        assertThat(taken).isEmpty();
        assertThat(refused).hasSizeGreaterThan(40);
    }

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

    @Test
    void takesNoTextThatCantBeStoredAndNoNullInAList() throws Exception {
        for (String body : List.of(
                "{\"name\":\"a\\u0000b\"}",
                "{\"name\":\"a\\ud800\"}",
                "{\"name\":\"ok\",\"description\":\"\\udc00x\"}")) {
            refuses(post("/datasets", body), "TEXT_INVALID");
        }
        refuses(post("/runs", conv("\"tags\":[null]")), "FIELD_INVALID");
        refuses(post("/runs", conv("\"tags\":[\"a\\u0000\"]")), "TEXT_INVALID");
        refuses(post("/runs", conv("\"settings\":{\"a\\u0000\":1}")), "TEXT_INVALID");
        refuses(post("/datasets/" + dataset + "/versions", "{\"files\":[null]}"), "FIELD_INVALID");
        refuses(post("/versions/" + version + "/label-sets", "{\"labels\":[null]}"), "FIELD_INVALID");
        refuses(post("/versions/" + version + "/ensembles", "{\"members\":[null,null]}"), "FIELD_INVALID");
        refuses(put("/datasets/" + dataset + "/baselines", "{\"baselines\":[null]}"), "FIELD_INVALID");
        refuses(post("/sweeps", "{\"versions\":[null],\"detectors\":[null],\"seeds\":[null]}"), "FIELD_INVALID");
        refuses(
                post("/datasets/" + dataset + "/preview", "{\"files\":[],\"crop\":{\"a\":\"\\u0000\"}}"),
                "TEXT_INVALID");
    }

    @Test
    void noParameterHasANul() throws Exception {
        for (String path : List.of(
                "/runs?tag=%00",
                "/runs?tag=a%00b",
                "/audit?q=%00",
                "/datasets?cursor=%00",
                "/versions/" + version + "/images?label=type:%00",
                "/runs/" + run + "/images/named?text=%00",
                "/versions/" + version + "/submissions?name=%00")) {
            HttpResponse<String> answer = client.send(
                    (path.contains("submissions?") ? to(path).POST(BodyPublishers.ofString("ID,score\n")) : to(path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(path).isEqualTo(422);
            assertThat(answer.body()).contains("TEXT_INVALID");
        }
    }

    @Test
    void theListOfDataSetsStaysLight() throws Exception {
        var baselines = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < 50; i++) {
            baselines.add(Map.of("name", "b".repeat(100), "auroc", 0.5));
        }
        String most = JSON.writeValueAsString(Map.of("baselines", baselines));
        String made = id(
                post("/datasets", JSON.writeValueAsString(Map.of("name", "heavy", "description", "d".repeat(10_000)))));
        assertThat(put("/datasets/" + made + "/baselines", most).statusCode()).isEqualTo(200);
        baselines.add(Map.of("name", "one more", "auroc", 0.5));
        refuses(
                put("/datasets/" + made + "/baselines", JSON.writeValueAsString(Map.of("baselines", baselines))),
                "BASELINE");
        refuses(
                put(
                        "/datasets/" + made + "/baselines",
                        "{\"baselines\":[{\"name\":\"" + "b".repeat(101) + "\",\"auroc\":0.5}]}"),
                "BASELINE");
        refuses(
                post("/datasets", "{\"name\":\"heavier\",\"description\":\"" + "d".repeat(10_001) + "\"}"),
                "DESCRIPTION_TOO_LONG");
        assertThat(get("/datasets/" + made).body().length()).isLessThan(25_000);
    }

    @Test
    void aRangeThatIsNamedOftenIsTakenOnce() throws Exception {
        String once = export("0-" + (TEST.length - 1));
        assertThat(export(("0-" + (TEST.length - 1) + ",").repeat(60_000) + "0"))
                .isEqualTo(once);
        HttpResponse<String> beyond = exported("0-999999999,".repeat(40_000) + "0");
        assertThat(beyond.statusCode()).isEqualTo(422);
        assertThat(beyond.body()).contains("There is no test image " + TEST.length);
        refuses(exported("0,".repeat(251_000) + "0"), "PARAMETER_INVALID");
    }

    @Test
    void everyParameterHasALimitThatHolds() throws Exception {
        var without = new TreeSet<String>();
        contract()
                .document()
                .get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(call -> call.getValue().path("parameters").forEach(parameter -> {
                            JsonNode type = parameter.get("schema");
                            if (isText(type) && !type.has("maxLength") && !type.has("enum")
                                    || type.has("items") && !type.has("maxItems")) {
                                without.add(call.getKey() + " " + path.getKey() + " " + parameter.get("name"));
                            }
                        })));
        assertThat(without).isEmpty();
        for (String path : List.of("/runs?tag=", "/audit?q=", "/versions/" + version + "/compare?entries=1,")) {
            assertThat(client.send(to(path + "x".repeat(8000)).build(), HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .as(path)
                    .isBetween(400, 431);
        }
    }

    private String export(String images) throws Exception {
        HttpResponse<String> answer = exported(images);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private HttpResponse<String> exported(String images) throws Exception {
        return client.send(
                to("/runs/" + run + "/images/export")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(
                                "form=csv&threshold=0&images=" + URLEncoder.encode(images, StandardCharsets.UTF_8)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> put(String path, String body) throws Exception {
        return send(to(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(body)));
    }

    private static void refuses(HttpResponse<String> answer, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(JSON.readTree(answer.body()).get("code").asString()).isEqualTo(code);
    }
}
