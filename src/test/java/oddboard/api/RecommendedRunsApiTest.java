package oddboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Runs to begin with, by the API. */
class RecommendedRunsApiTest extends ApiFixture {
    private String path() {
        return "/versions/" + version + "/recommended-runs";
    }

    @Test
    void saysWhatToStartAndWhy() throws Exception {
        JsonNode recommended = json(path() + "?anomalies=objects");
        assertThat(recommended.get("why").get(0).asString()).contains("purpose", "Measured AUC");
        assertThat(recommended.get("runs").size()).isEqualTo(4);
        JsonNode first = recommended.get("runs").get(0);
        assertThat(first.get("detector").asString()).isEqualTo("patches");
        assertThat(first.get("settings").get("purpose").asString()).isEqualTo("objects");
        assertThat(first.get("recommended").asBoolean()).isTrue();
        JsonNode second = recommended.get("runs").get(1);
        assertThat(second.get("detector").asString()).isEqualTo("rotation");
        assertThat(second.get("recommended").asBoolean()).isTrue();
        assertThat(recommended.get("runs").get(2).get("recommended").asBoolean())
                .isFalse();
        assertThat(get(path() + "?anomalies=all").statusCode()).isEqualTo(422);
    }

    @Test
    void startsThemAllOrNoneAndNotTwice() throws Exception {
        HttpResponse<String> refused = post(path(), "{\"anomalies\":\"objects\",\"label\":\"no label!\"}");
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
        JsonNode one = JSON.readTree(post(path(), "{\"anomalies\":\"objects\",\"label\":\"far\",\"tags\":[\"usual\"]}")
                .body());
        assertThat(one.get("runs").size()).isEqualTo(2);
        assertThat(one.get("runs").get(0).get("tags").get(0).asString()).isEqualTo("usual");
        JsonNode rest = JSON.readTree(post(path(), "{\"anomalies\":\"objects\",\"compare\":true,\"label\":\"far\"}")
                .body());
        assertThat(rest.get("runs").size()).isEqualTo(2);
        JsonNode none = JSON.readTree(post(path(), "{\"anomalies\":\"objects\",\"compare\":true,\"label\":\"far\"}")
                .body());
        assertThat(none.get("runs").size()).isZero();
        for (JsonNode run : json("/runs?version=" + version).get("items")) {
            if (run.get("state").asString().equals("QUEUED")) {
                post("/runs/" + run.get("id").asString() + "/cancel", "");
            }
        }
    }
}
