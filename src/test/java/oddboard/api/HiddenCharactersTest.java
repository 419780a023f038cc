package oddboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** No text of any body has a character that can't be seen, at whatever depth; a new field without the rule fails here. */
class HiddenCharactersTest extends DescribedCalls {
    private static final List<String> TEXTS =
            List.of("a\u001bb", "a\u0008b", "a\u007fb", "a\u0085b", "a\u202eb", "a\u2066b");

    @Test
    void everyTextOfEveryBodyIsRefusedThatHasOne() throws Exception {
        var taken = new TreeSet<String>();
        int tried = 0;
        for (Call call : calls()) {
            for (var property : schema(call.body()).path("properties").properties()) {
                for (JsonNode value : withBadText(property.getValue(), 0)) {
                    String body = "{\"" + property.getKey() + "\":" + value + "}";
                    HttpResponse<String> answer = send(to(call.path())
                            .header("Content-Type", "application/json")
                            .method(call.method(), BodyPublishers.ofString(body)));
                    tried++;
                    if (answer.statusCode() != 422
                            || !answer.body().contains("TEXT_INVALID")
                                    && !property.getValue().toString().contains("\"enum\"")) {
                        taken.add(call + " " + property.getKey() + " " + value + " " + answer.statusCode());
                    }
                }
            }
        }
        assertThat(taken).isEmpty();
        assertThat(tried).isGreaterThan(300);
    }

    @Test
    void aNameIsOneLineAndATextMayHaveMore() throws Exception {
        for (String body : List.of("{\"name\":\"a\\nb\"}", "{\"name\":\"a\\tb\"}", "{\"name\":\"a\\u2028b\"}")) {
            assertThat(post("/datasets", body).statusCode()).as(body).isEqualTo(422);
            assertThat(post("/tokens", body.replace("}", ",\"scope\":\"read\"}"))
                            .statusCode())
                    .as(body)
                    .isEqualTo(422);
        }
        assertThat(post("/runs", conv("\"name\":\"a\\nb\"")).statusCode()).isEqualTo(422);
        assertThat(post("/runs", conv("\"tags\":[\"a\\nb\"]")).statusCode()).isEqualTo(422);
        String made = id(post("/datasets", "{\"name\":\"lines\",\"description\":\"one\\n\\ttwo\\r\\nthree\"}"));
        assertThat(get("/datasets/" + made).body()).contains("one\\n\\ttwo");
        assertThat(put("/datasets/" + made + "/baselines", "{\"baselines\":[{\"name\":\"a\\nb\",\"auroc\":0.5}]}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(client.send(
                                to("/versions/" + version + "/submissions?name=a%1Bb")
                                        .POST(BodyPublishers.ofString("ID,score\n"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(422);
    }

    private HttpResponse<String> put(String path, String body) throws Exception {
        return send(to(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(body)));
    }

    /** Values of that type with a text of {@link #TEXTS} in the place of one text. */
    private List<JsonNode> withBadText(JsonNode given, int depth) {
        JsonNode type = schema(given);
        var all = new ArrayList<JsonNode>();
        if (depth > 4) {
            return all;
        }
        if (isText(type)) {
            TEXTS.forEach(text -> all.add(JSON.getNodeFactory().stringNode(text)));
        }
        if (type.has("items")) {
            withBadText(type.get("items"), depth + 1)
                    .forEach(one -> all.add(JSON.createArrayNode().add(one)));
        }
        for (String choice : List.of("anyOf", "oneOf")) {
            type.path(choice).forEach(one -> all.addAll(withBadText(one, depth + 1)));
        }
        if (type.get("additionalProperties") instanceof ObjectNode) {
            TEXTS.forEach(text -> {
                all.add(JSON.createObjectNode().put(text, 1));
                all.add(JSON.createObjectNode().put("key", text));
            });
        }
        for (var property : type.path("properties").properties()) {
            for (JsonNode one : withBadText(property.getValue(), depth + 1)) {
                var object = JSON.createObjectNode();
                type.path("properties").properties().forEach(other -> {
                    if (other.getValue().has("minimum")) {
                        object.set(other.getKey(), other.getValue().get("minimum"));
                    }
                });
                object.set(property.getKey(), one);
                all.add(object);
            }
        }
        return all;
    }
}
