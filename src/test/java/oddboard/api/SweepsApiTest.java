package oddboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SweepsApiTest extends ApiFixture {
    private HttpResponse<String> patch(String path, String body) throws Exception {
        return send(to(path).header("Content-Type", "application/json").method("PATCH", BodyPublishers.ofString(body)));
    }

    private static String sweep(String more) {
        return "{\"versions\":[\"" + version + "\"],\"detectors\":[\"conv\"],\"parallelism\":2,\"label\":\"cpu\"" + more
                + "}";
    }

    @Test
    void previewsAndStartsASweepOnceForOneIdempotencyKey() throws Exception {
        String body = sweep("""
                ,"settings":{"epochs":2,"learningRate":{"from":0.0001,"to":0.01,"steps":3,"scale":"log"},
                 "optimizer":{"values":["adam","adamw"]}},"seeds":[1,2]""");
        JsonNode preview = JSON.readTree(post("/sweeps/preview", body).body());
        assertThat(preview.get("runs").asInt()).isEqualTo(12);
        assertThat(preview.get("combinations").asInt()).isEqualTo(6);
        assertThat(preview.get("unknownRuns").asInt())
                .as("conv was measured on this version")
                .isZero();
        assertThat(preview.get("workSeconds").asDouble()).isPositive();
        assertThat(preview.get("plan").get(1).get("settings").get("optimizer").asString())
                .isEqualTo("adamw");

        HttpResponse<String> first = post("/sweeps", body, "Idempotency-Key", "sweep-once");
        HttpResponse<String> second = post("/sweeps", body, "Idempotency-Key", "sweep-once");
        assertThat(first.statusCode()).as(first.body()).isEqualTo(202);
        assertThat(id(second)).isEqualTo(id(first));
        String path = "/sweeps/" + id(first);
        JsonNode whole = json(path);
        assertThat(whole.get("state").asString()).isEqualTo("RUNNING");
        assertThat(whole.get("counts").get("all").asInt()).isEqualTo(12);
        assertThat(whole.get("counts").get("queued").asInt()).isEqualTo(2);
        assertThat(whole.get("combinations").size()).isEqualTo(6);
        assertThat(whole.get("settings").get("learningRate").get("scale").asString())
                .isEqualTo("log");
        assertThat(json("/sweeps").get("items").findValuesAsString("id")).contains(id(first));

        assertThat(JSON.readTree(patch(path, "{\"parallelism\":1}").body())
                        .get("counts")
                        .get("queued")
                        .asInt())
                .isEqualTo(1);
        assertThat(JSON.readTree(post(path + "/pause", "").body()).get("state").asString())
                .isEqualTo("PAUSED");
        assertThat(json(path).get("counts").get("queued").asInt()).isZero();
        assertThat(JSON.readTree(post(path + "/resume", "").body())
                        .get("counts")
                        .get("queued")
                        .asInt())
                .isEqualTo(1);
        assertThat(JSON.readTree(post(path + "/cancel", "").body()).get("state").asString())
                .isEqualTo("CANCELLED");
        assertThat(post(path + "/resume", "").statusCode()).isEqualTo(409);
        assertThat(get("/sweeps/999999").statusCode()).isEqualTo(404);
    }

    @Test
    void tellsTheRoundsOfASweepBySuccessiveHalving() throws Exception {
        String body = sweep("""
                ,"settings":{"epochs":12,"learningRate":{"from":0.0001,"to":0.01,"steps":5,"scale":"log"}},
                 "halving":{"firstEpochs":2}""");
        JsonNode preview = JSON.readTree(post("/sweeps/preview", body).body());
        assertThat(preview.get("runs").asInt()).isEqualTo(5);
        assertThat(preview.get("plan").get(0).get("epochs").asInt()).isEqualTo(2);
        HttpResponse<String> started = post("/sweeps", body);
        assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
        String path = "/sweeps/" + id(started);
        JsonNode whole = json(path);
        assertThat(whole.get("halving").toString())
                .isEqualTo("{\"keepOneIn\":3,\"firstEpochs\":2,\"by\":\"validation\"}");
        assertThat(whole.get("counts").get("toCome").asInt()).isEqualTo(3);
        JsonNode rounds = whole.get("rounds");
        assertThat(rounds.findValues("epochs").toString()).isEqualTo("[2, 6, 12]");
        assertThat(rounds.findValues("combinations").toString()).isEqualTo("[5, 2, 1]");
        assertThat(rounds.findValues("runs").toString()).isEqualTo("[5, 0, 0]");
        post(path + "/cancel", "");
        HttpResponse<String> wrong = post("/sweeps", sweep(",\"halving\":{\"firstEpochs\":2,\"by\":\"luck\"}"));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(post("/sweeps", sweep(",\"halving\":{\"firstEpochs\":2,\"keepOneIn\":1}"))
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void saysWhichSettingIsWrong() throws Exception {
        HttpResponse<String> answer = post("/sweeps", sweep(",\"settings\":{\"epochs\":{\"values\":[1,0]}}"));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(JSON.readTree(answer.body())
                        .get("errors")
                        .get(0)
                        .get("entry")
                        .asString())
                .isEqualTo("epochs");
        assertThat(post("/sweeps", sweep(",\"settings\":{\"epochs\":{\"between\":1}}"))
                        .body())
                .contains("\"steps\\\"");
        assertThat(post(
                                "/sweeps/preview",
                                sweep(",\"settings\":{\"learningRate\":{\"from\":0.1,\"to\":0.9,\"steps\":100},"
                                        + "\"noise\":{\"from\":0.1,\"to\":0.9,\"steps\":100}}"))
                        .body())
                .contains("A sweep has at most 1,000 runs");
        assertThat(post("/sweeps", "{\"detectors\":[\"conv\"]}").statusCode()).isEqualTo(422);
    }

    @Test
    void retriesClonesAndResumesRuns() throws Exception {
        JsonNode copy = JSON.readTree(post("/runs/" + run + "/clone", "{\"settings\":{\"batchSize\":4},\"seed\":5}")
                .body());
        assertThat(copy.get("settings").get("batchSize").asInt()).isEqualTo(4);
        assertThat(copy.get("seed").asInt()).isEqualTo(5);
        assertThat(copy.get("from").get("kind").asString()).isEqualTo("clone");
        assertThat(post("/runs/" + copy.get("id").asString() + "/retry", "").statusCode())
                .as("it waits")
                .isEqualTo(409);
        assertThat(post("/runs/" + copy.get("id").asString() + "/cancel", "").statusCode())
                .isEqualTo(202);
        HttpResponse<String> again = post("/runs/" + copy.get("id").asString() + "/retry", "{\"priority\":3}");
        assertThat(JSON.readTree(again.body()).get("priority").asInt()).isEqualTo(3);
        post("/runs/" + id(again) + "/cancel", "");

        HttpResponse<String> resumed = post("/runs/" + run + "/resume", "{\"epochs\":3}");
        assertThat(resumed.statusCode()).as(resumed.body()).isEqualTo(202);
        JsonNode from = JSON.readTree(resumed.body()).get("from");
        assertThat(from.get("run").asString()).isEqualTo(run);
        assertThat(from.get("epoch").asInt()).isEqualTo(2);
        work(JSON.readTree(resumed.body()).get("job").asString(), "run");
        assertThat(json("/runs/" + id(resumed)).get("epoch").asInt()).isEqualTo(3);
        assertThat(post("/runs/" + run + "/resume", "{\"epochs\":2}").statusCode())
                .isEqualTo(422);
    }

    @Test
    void keepsANoteAndTags() throws Exception {
        JsonNode noted = JSON.readTree(patch("/runs/" + run, "{\"note\":\"look at 3\",\"tags\":[\"first\",\"seen\"]}")
                .body());
        assertThat(noted.get("note").asString()).isEqualTo("look at 3");
        assertThat(json("/runs?version=" + version + "&tag=seen").get("items").findValuesAsString("id"))
                .containsExactly(run);
        assertThat(json("/runs?tag=seen").get("items").findValuesAsString("id")).containsExactly(run);
        assertThat(json("/runs?tag=unseen").get("items").size()).isZero();
        assertThat(patch("/runs/" + run, "{\"note\":\"\",\"tags\":[\"first\"]}").statusCode())
                .isEqualTo(200);
        assertThat(json("/runs/" + run).get("note").asString()).isEmpty();
    }
}
