package oddboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Label sets, galleries, and what is changed or deleted, by calls. */
class LabelSetsApiTest extends ApiFixture {
    /** One normal image becomes anomalous and the other way round, so that their number stays. */
    @Test
    void savesANewLabelSetAndStillAnswersByTheOldOne() throws Exception {
        String path = "/versions/" + version + "/label-sets";
        int before = json(path).get("items").get(0).get("number").asInt();
        JsonNode labels =
                json("/versions/" + version + "/images?split=test&limit=12").get("items");
        int odd = labels.get(2).get("anomalous").asBoolean() ? 1 : 0;
        int other = labels.get(0).get("anomalous").asBoolean() == (odd == 1) ? 1 : 0;
        assertThat(post(path, "{\"labels\":[{\"index\":99,\"label\":1}]}").statusCode())
                .isEqualTo(422);
        assertThat(post(path, "{\"labels\":[{\"index\":2,\"label\":" + odd + "}]}")
                        .statusCode())
                .as("nothing differs")
                .isEqualTo(422);
        var saved = post(
                path,
                "{\"note\":\"looked again\",\"labels\":[{\"index\":2,\"label\":" + (1 - odd) + "},{\"file\":\""
                        + labels.get(other).get("file").asString() + "\",\"label\":" + odd + ",\"type\":\"dent\"}]}");
        assertThat(saved.statusCode()).as(saved.body()).isEqualTo(201);
        JsonNode set = JSON.readTree(saved.body());
        assertThat(set.get("number").asInt()).isEqualTo(before + 1);
        assertThat(set.get("author").asString()).isEqualTo("admin");

        JsonNode now = json("/runs/" + run).get("metrics");
        JsonNode then = json("/runs/" + run + "?labelSet=" + before).get("metrics");
        assertThat(now.get("labelSet").asInt()).isEqualTo(before + 1);
        assertThat(then.get("labelSet").asInt()).isEqualTo(before);
        assertThat(json("/runs/" + run + "/roc?labelSet=" + before).get("auroc"))
                .isEqualTo(then.get("auroc"));
        assertThat(json("/runs/" + run + "/roc").get("auroc")).isEqualTo(now.get("auroc"));
        assertThat(entry("/versions/" + version + "/leaderboard?labelSet=" + before)
                        .get("auroc"))
                .isEqualTo(then.get("auroc"));
        assertThat(entry("/versions/" + version + "/leaderboard").get("auroc")).isEqualTo(now.get("auroc"));
        assertThat(label(before)).isEqualTo(odd);
        assertThat(label(0)).isEqualTo(1 - odd);
        assertThat(get("/runs/" + run + "?labelSet=99").statusCode()).isEqualTo(404);
        assertThat(get("/versions/" + version + "/leaderboard?labelSet=99").statusCode())
                .isEqualTo(404);

        String csv = get(path + "/" + before + "/labels.csv").body();
        var back =
                send(to(path + "?note=back").header("Content-Type", "text/csv").POST(BodyPublishers.ofString(csv)));
        assertThat(back.statusCode()).as(back.body()).isEqualTo(201);
        assertThat(label(0)).isEqualTo(odd);
    }

    @Test
    void writesNoFormulaIntoTheLabelsAndReadsThemBack() throws Exception {
        String path = "/versions/" + version + "/label-sets";
        String type = "=HYPERLINK(\\\"http://evil.example\\\")";
        var saved = post(path, "{\"labels\":[{\"index\":1,\"label\":1,\"type\":\"" + type + "\"}]}");
        assertThat(saved.statusCode()).as(saved.body()).isEqualTo(201);
        int number = JSON.readTree(saved.body()).get("number").asInt();

        String csv = get(path + "/" + number + "/labels.csv").body();

        assertThat(csv).contains("\n1,1,\"'=HYPERLINK(\"\"http://evil.example\"\")\"\n");
        var back = send(to(path).header("Content-Type", "text/csv").POST(BodyPublishers.ofString(csv)));
        assertThat(back.statusCode()).as("nothing differs: %s", back.body()).isEqualTo(422);
        // Other tests know the version with the labels that it had.
        var restored = post(path, "{\"labels\":[{\"index\":1,\"label\":0}]}");
        assertThat(restored.statusCode()).as(restored.body()).isEqualTo(201);
    }

    /** The run's own; other entries may stand beside it. */
    private JsonNode entry(String board) throws Exception {
        for (JsonNode entry : json(board).get("items")) {
            if (entry.get("run").asString("").equals(run)) {
                return entry;
            }
        }
        throw new AssertionError("run " + run + " is not on " + board);
    }

    private int label(int labelSet) throws Exception {
        return json("/runs/" + run + "/images?order=index&labelSet=" + labelSet)
                .get("items")
                .get(2)
                .get("label")
                .asInt();
    }

    @Test
    void drawsSheetsThatMayBeKept() throws Exception {
        JsonNode images = json("/versions/" + version + "/images?block=0");
        assertThat(images.get("count").asInt()).isEqualTo(36);
        assertThat(images.get("items").get(24).get("split").asString()).isEqualTo("test");
        var sheet = client.send(
                to("/versions/" + version + "/sheets/0.jpg?labelSet=1&v=1").build(), BodyHandlers.ofByteArray());
        assertThat(sheet.headers().firstValue("Content-Type")).contains("image/jpeg");
        assertThat(sheet.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable", "private");
        assertThat(get("/versions/" + version + "/sheets/1.jpg?labelSet=1").statusCode())
                .isEqualTo(404);
    }

    @Test
    void changesAndDeletesADataSetAndRefusesWhereRunsUseIt() throws Exception {
        String id = id(post("/datasets", "{\"name\":\"Short-lived\"}"));
        var patched = send(to("/datasets/" + id)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString("{\"visibility\":\"private\"}")));
        assertThat(JSON.readTree(patched.body()).get("visibility").asString()).isEqualTo("private");
        assertThat(JSON.readTree(patched.body()).get("name").asString()).isEqualTo("Short-lived");
        assertThat(send(to("/datasets/" + id).DELETE()).statusCode()).isEqualTo(204);
        assertThat(get("/datasets/" + id).statusCode()).isEqualTo(404);

        for (String path : new String[] {"/datasets/" + dataset, "/versions/" + version}) {
            var refused = send(to(path).DELETE());
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(JSON.readTree(refused.body()).get("detail").asString()).containsPattern("used by .*run");
        }
    }
}
