package oddboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Register, calibrate and promote by REST. */
class ModelsApiTest extends ApiFixture {
    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void forget() {
        jdbc.sql("delete from registered_model").update();
    }

    private HttpResponse<String> put(String path, String body) throws Exception {
        return send(to(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> delete(String path) throws Exception {
        return send(to(path).DELETE());
    }

    private JsonNode created(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JSON.readTree(answer.body());
    }

    @Test
    void aRunBecomesAModelAndAChampion() throws Exception {
        JsonNode first = created(post(
                "/models", "{\"name\":\"blobs\",\"run\":\"" + run + "\",\"description\":\"drawn\",\"tags\":[\"a\"]}"));
        assertThat(first.get("name").asString()).isEqualTo("blobs");
        assertThat(first.get("version").asInt()).isEqualTo(1);
        assertThat(first.get("sha256").asString()).matches("[0-9a-f]{64}");

        JsonNode threshold = created(post(
                "/models/blobs/thresholds",
                "{\"version\":1,\"method\":\"quantile\",\"parameters\":{\"q\":0.95,\"lookShare\":0.2}}"));
        assertThat(threshold.get("method").asString()).isEqualTo("quantile");
        assertThat(threshold.get("parameters").get("q").asDouble()).isEqualTo(0.95);
        assertThat(threshold.get("calibratedOn").get("split").asString()).isEqualTo("train");
        assertThat(threshold.get("calibratedOn").get("n").asInt()).isEqualTo(24);
        assertThat(threshold.get("warning").asString()).startsWith("This is optimistic");
        assertThat(threshold.get("expectedFalseAlarms").get("rate").asDouble()).isEqualTo(2 / 24.0);
        assertThat(threshold.get("look").asDouble())
                .isLessThan(threshold.get("value").asDouble());

        HttpResponse<String> moved = put(
                "/models/blobs/aliases/champion",
                "{\"version\":1,\"threshold\":\"" + threshold.get("id").asString() + "\",\"reason\":\"the first\"}");
        assertThat(moved.statusCode()).as(moved.body()).isEqualTo(200);

        JsonNode model = json("/models/blobs");
        assertThat(model.get("aliases").get("champion").asInt()).isEqualTo(1);
        assertThat(json("/models").get("items")).hasSize(1);
        JsonNode version = json("/models/blobs/versions/1");
        assertThat(version.get("source").get("run").asString()).isEqualTo(run);
        assertThat(version.get("detector").asString()).isEqualTo("conv");
        assertThat(version.get("preprocessing").get("size").asInt()).isEqualTo(32);
        assertThat(version.get("metrics").get("auroc").asDouble())
                .isEqualTo(json("/runs/" + run).get("metrics").get("auroc").asDouble());
        assertThat(version.get("thresholds")).hasSize(1);
        assertThat(model.get("versions").get(0)).isEqualTo(version);

        JsonNode history = json("/models/blobs/history").get("items");
        assertThat(history.valueStream().map(e -> e.get("action").asString()))
                .containsExactly("model.alias", "model.threshold", "model.version", "model.create");
        assertThat(history.get(0).get("detail").asString()).endsWith("; the first");

        assertThat(delete("/models/blobs/aliases/champion").statusCode()).isEqualTo(200);
        assertThat(json("/models/blobs").get("aliases")).isEmpty();
        assertThat(delete("/models/blobs").statusCode()).isEqualTo(204);
        assertThat(get("/models/blobs").statusCode()).isEqualTo(404);
    }

    @Test
    void refusalsSayWhatToDo() throws Exception {
        refused(post("/models", "{\"name\":\"Blobs\",\"run\":\"" + run + "\"}"), 422, "MODEL_NAME");
        refused(post("/models", "{\"name\":\"blobs\"}"), 422, "FIELD_MISSING");
        refused(post("/models", "{\"name\":\"blobs\",\"run\":\"99999\"}"), 404, "NOT_FOUND");
        created(post("/models", "{\"name\":\"blobs\",\"run\":\"" + run + "\"}"));
        refused(post("/models", "{\"name\":\"blobs\",\"run\":\"" + run + "\"}"), 422, "MODEL_NAME_TAKEN");
        refused(post("/models/blobs/versions", "{\"run\":\"" + run + "\"}"), 409, "STATE_FORBIDS");
        refused(post("/models/blobs/thresholds", "{\"version\":1,\"method\":\"best\"}"), 422, "FIELD_INVALID");
        refused(
                post(
                        "/models/blobs/thresholds",
                        "{\"version\":1,\"method\":\"quantile\",\"calibrateOn\":\"held-out\"}"),
                422,
                "NO_CALIBRATION_SCORES");
        refused(
                post("/models/blobs/thresholds", "{\"version\":1,\"method\":\"false_alarm_budget\"}"),
                422,
                "THRESHOLD_PARAMETER");
        refused(put("/models/blobs/aliases/latest@", "{\"version\":1}"), 422, "ALIAS_NAME");
        refused(put("/models/blobs/aliases/champion", "{\"version\":7}"), 404, "NOT_FOUND");
        refused(
                put("/models/blobs/aliases/champion", "{\"version\":1,\"threshold\":\"99\"}"),
                422,
                "THRESHOLD_UNKNOWN");
        refused(delete("/models/blobs/aliases/champion"), 404, "NOT_FOUND");
        refused(delete("/models/blobs/versions/1"), 409, "STATE_FORBIDS");
        refused(delete("/datasets/" + dataset + "?withRuns=true"), 409, "STATE_FORBIDS");
        assertThat(json("/datasets/" + dataset + "/deletion")
                        .get("kept")
                        .get(0)
                        .get("href")
                        .asString())
                .isEqualTo("/models/blobs");
    }

    private static void refused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(JSON.readTree(answer.body()).get("code").asString()).isEqualTo(code);
    }
}
