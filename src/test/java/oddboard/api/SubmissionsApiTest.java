package oddboard.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Scores made elsewhere, and ensembles, by calls. */
class SubmissionsApiTest extends ApiFixture {
    private HttpResponse<String> submit(String query, String csv, String type) throws Exception {
        return send(to("/versions/" + version + "/submissions" + query)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(csv)));
    }

    private static String table(int images) {
        var text = new StringBuilder("ID,score\n");
        for (int i = 0; i < images; i++) {
            text.append(i).append(',').append(TEST[i] ? 2.5 : i / 10.0).append('\n');
        }
        return text.toString();
    }

    @Test
    void aTableOfScoresJoinsTheBoardUntilItIsDeleted() throws Exception {
        var sent = submit("?name=by%20hand", table(12), "application/x-www-form-urlencoded");
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(201);
        JsonNode entry = JSON.readTree(sent.body());
        assertThat(entry.get("auroc").asDouble()).isEqualTo(1);
        assertThat(entry.get("name").asString()).isEqualTo("by hand");
        assertThat(entry.get("run").isNull()).isTrue();
        String id = entry.get("submission").asString();
        assertThat(entry.get("id").asString()).isEqualTo("s" + id);
        JsonNode board = json("/versions/" + version + "/leaderboard").get("items");
        assertThat(board.findValuesAsString("id")).contains("s" + id, run);
        assertThat(get("/versions/" + version + "/leaderboard.csv").body())
                .contains("\r\n1,false,s" + id + ",\"by hand\",\"submission\",\"admin\",1.0");
        assertThat(entry.get("tied").asBoolean(true)).as("with itself").isFalse();
        JsonNode resolution = json("/versions/" + version + "/leaderboard/resolution");
        assertThat(resolution.get("anomalous").asInt()).isEqualTo(4);
        assertThat(resolution.get("normal").asInt()).isEqualTo(8);
        assertThat(resolution.get("part").asString()).isEqualTo("all");
        assertThat(resolution.get("typical").asDouble())
                .isPositive()
                .isBetween(
                        resolution.get("smallest").asDouble(),
                        resolution.get("largest").asDouble());
        assertThat(resolution.get("sentence").asString()).contains("on these 12 test images.");
        JsonNode pair = json("/versions/" + version + "/compare?entries=s" + id + "," + run)
                .at("/pairs/0");
        assertThat(pair.get("difference").asDouble() / pair.get("standardError").asDouble())
                .isCloseTo(pair.get("z").asDouble(), within(1e-9));
        assertThat(get("/submissions/" + id + "/scores.csv").body())
                .startsWith("ID,score\n0,")
                .hasLineCount(13);
        String named = get("/submissions/" + id + "/scores.csv?files=true").body();
        assertThat(named).startsWith("ID,score,file\n0,").hasLineCount(13);
        assertThat(named.lines().skip(1)).allMatch(line -> line.matches("([0-9]+),[-0-9.E]+,test/\\1"));
        assertThat(get("/runs/" + run + "/scores.csv?files=true").body())
                .startsWith("ID,score,file\n0,")
                .contains(",test/11\n");

        var blend = post("/versions/" + version + "/ensembles", "{\"members\":[\"" + run + "\",\"s" + id + "\"]}");
        assertThat(blend.statusCode()).as(blend.body()).isEqualTo(201);
        JsonNode made = JSON.readTree(blend.body());
        assertThat(made.get("detector").asString()).isEqualTo("ensemble");
        assertThat(post("/versions/" + version + "/ensembles", "{\"members\":[\"" + run + "\"]}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(post("/versions/" + version + "/ensembles", "{\"members\":[\"x\",\"" + run + "\"]}")
                        .statusCode())
                .isEqualTo(422);

        assertThat(send(to("/submissions/" + id).DELETE()).statusCode()).isEqualTo(204);
        assertThat(get("/submissions/" + id).statusCode()).isEqualTo(404);
        assertThat(send(to("/submissions/" + made.get("submission").asString()).DELETE())
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void saysWhatIsWrongWithATable() throws Exception {
        var missing = submit("?name=short", table(11), "text/csv");
        assertThat(missing.statusCode()).isEqualTo(422);
        JsonNode problem = JSON.readTree(missing.body());
        assertThat(problem.get("code").asString()).isEqualTo("PREDICTIONS_MISSING");
        assertThat(problem.get("detail").asString())
                .isEqualTo("the file has no score for test image 11; it needs all 12.");
        assertThat(submit("", table(12), "text/csv").statusCode()).as("no name").isEqualTo(422);
        assertThat(submit("?name=%20", table(12), "text/csv").statusCode()).isEqualTo(422);
        assertThat(send(to("/versions/999999/submissions?name=x").POST(BodyPublishers.ofString(table(12))))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aRunTellsItsFurtherMetrics() throws Exception {
        JsonNode metrics = json("/runs/" + run).get("metrics");
        assertThat(metrics.get("f1").asDouble()).isBetween(0.0, 1.0);
        assertThat(metrics.get("fprAtTpr95").asDouble()).isBetween(0.0, 1.0);
        assertThat(metrics.get("partialAuc").asDouble()).isBetween(0.0, 1.0);
        assertThat(metrics.get("pixelAuroc").isNull()).isTrue();
    }

    /** How many of so many that are sent at the same moment are taken; the others are told why not. */
    private int taken(int senders) throws Exception {
        var gate = new CyclicBarrier(senders);
        try (var threads = Executors.newFixedThreadPool(senders)) {
            var answers = new ArrayList<Future<HttpResponse<String>>>();
            for (int i = 0; i < senders; i++) {
                String name = "?name=racer%20" + i;
                answers.add(threads.submit(() -> {
                    gate.await();
                    return client.send(
                            to("/versions/" + version + "/submissions" + name)
                                    .POST(BodyPublishers.ofString(table(12)))
                                    .build(),
                            BodyHandlers.ofString());
                }));
            }
            int taken = 0;
            for (Future<HttpResponse<String>> one : answers) {
                HttpResponse<String> answer = one.get();
                assertThat(answer.statusCode()).as(answer.body()).isIn(201, 409);
                if (answer.statusCode() == 201) {
                    taken++;
                } else {
                    assertThat(answer.body()).contains("You have sent today's");
                }
            }
            return taken;
        }
    }

    @Test
    void takesOneOfTwoThatComeAtTheSameMomentWhereOneIsLeft() throws Exception {
        String limit = "/versions/" + version + "/submission-limit";
        int usual = json(limit).get("limit").asInt();
        try {
            for (int round = 0; round < 5; round++) {
                int used = json(limit).get("used").asInt();
                assertThat(send(to(limit)
                                        .header("Content-Type", "application/json")
                                        .PUT(BodyPublishers.ofString("{\"limit\":" + (used + 1) + "}")))
                                .statusCode())
                        .isEqualTo(200);
                assertThat(taken(2)).as("of two, in round %d", round).isEqualTo(1);
                assertThat(json(limit).get("used").asInt()).isEqualTo(used + 1);
                assertThat(json(limit).get("left").asInt()).isZero();
            }
        } finally {
            send(to(limit)
                    .header("Content-Type", "application/json")
                    .PUT(BodyPublishers.ofString("{\"limit\":" + usual + "}")));
        }
    }
}
