package oddboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class QuotasApiTest extends ApiFixture {
    private String me() throws Exception {
        for (JsonNode user : json("/users").get("items")) {
            if (user.get("name").asString().equals("admin")) {
                return user.get("id").asString();
            }
        }
        throw new AssertionError("there is no admin");
    }

    private HttpResponse<String> set(String user, String limits) throws Exception {
        return send(to("/users/" + user + "/quotas")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(limits)));
    }

    private JsonNode quota(String kind) throws Exception {
        for (JsonNode quota : json("/account/quotas").get("quotas")) {
            if (quota.get("kind").asString().equals(kind)) {
                return quota;
            }
        }
        throw new AssertionError("there is no " + kind);
    }

    @AfterEach
    void asUsual() throws Exception {
        set(me(), "{\"storage\":null,\"queued\":null,\"running\":null,\"gpu_hours\":null}");
    }

    @Test
    void tellsWhatOneUsesAndMayUse() throws Exception {
        assertThat(quota("storage").get("used").asLong())
                .as("the uploaded arrays")
                .isGreaterThan(36 * 32 * 32 * 3L);
        assertThat(quota("storage").get("unit").asString()).isEqualTo("bytes");
        assertThat(quota("storage").get("limit").isNull()).isTrue();
        assertThat(quota("queued").get("limit").asLong()).isEqualTo(1000);
        assertThat(quota("queued").get("own").asBoolean()).isFalse();
        assertThat(json("/users/" + me() + "/quotas")).isEqualTo(json("/account/quotas"));
    }

    @Test
    void holdsALimitThatWasSetAndLeavesTheOthersAlone() throws Exception {
        long used = quota("storage").get("used").asLong();
        JsonNode now = JSON.readTree(
                set(me(), "{\"storage\":" + used + ",\"gpu_hours\":7200}").body());
        assertThat(now).isEqualTo(json("/account/quotas"));
        assertThat(quota("storage").get("own").asBoolean()).isTrue();
        assertThat(quota("queued").get("own").asBoolean()).isFalse();
        var refused = send(to("/datasets/" + dataset + "/uploads?filename=more.csv")
                .POST(BodyPublishers.ofString("ID,label\n0,1\n")));
        assertThat(refused.statusCode()).as(refused.body()).isGreaterThanOrEqualTo(400);
        assertThat(JSON.readTree(refused.body()).get("detail").asString())
                .startsWith("more.csv needs 13 B, but you have used ");
        set(me(), "{\"storage\":-1}");
        assertThat(quota("storage").get("limit").isNull()).isTrue();
        assertThat(quota("storage").get("own").asBoolean()).isTrue();
        assertThat(quota("gpu_hours").get("limit").asLong()).isEqualTo(7200);
        set(me(), "{\"storage\":null}");
        assertThat(quota("storage").get("own").asBoolean()).isFalse();
        upload("more.csv", "ID,label\n0,1\n".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void refusesWhatIsNoLimitAsAWhole() throws Exception {
        for (String wrong : new String[] {
            "\"queued\":-2", "\"gpu_hours\":1800", "\"cats\":1", "\"queued\":\"many\"", "\"queued\":1.5"
        }) {
            var answer = set(me(), "{\"storage\":12345," + wrong + "}");
            assertThat(answer.statusCode()).as(wrong + " " + answer.body()).isIn(400, 422);
            assertThat(quota("storage").get("own").asBoolean())
                    .as("after " + wrong)
                    .isFalse();
        }
        assertThat(set("999999", "{\"storage\":1}").statusCode()).isEqualTo(404);
    }
}
