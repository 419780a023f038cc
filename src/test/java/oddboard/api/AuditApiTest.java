package oddboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class AuditApiTest extends ApiFixture {
    @Test
    void tellsOfAChangeByWhichTokenAndFromWhere() throws Exception {
        String id = id(post("/datasets", "{\"name\":\"Audited\",\"description\":\"\"}"));
        var entry = json("/audit?object=dataset%20" + id).get("items").get(0);
        assertThat(entry.get("who").asString()).isEqualTo("admin");
        assertThat(entry.get("action").asString()).isEqualTo("dataset.create");
        assertThat(entry.get("via").asString()).isEqualTo("token Bootstrap");
        assertThat(entry.get("address").asString()).isIn("127.0.0.1", "0:0:0:0:0:0:0:1");
    }

    @Test
    void pagesThroughAllOfThem() throws Exception {
        for (int i = 0; i < 3; i++) {
            id(post("/datasets", "{\"name\":\"Audited " + i + "\",\"description\":\"\"}"));
        }
        var first = json("/audit?action=dataset.create&q=audited&limit=2");
        assertThat(first.get("items")).hasSize(2);
        var second = json("/audit?action=dataset.create&q=audited&limit=2&cursor="
                + first.get("next").asString());
        assertThat(second.get("items")).hasSize(1);
        assertThat(second.has("next") && !second.get("next").isNull()).isFalse();
        assertThat(get("/audit?cursor=no").statusCode()).isEqualTo(400);
        assertThat(get("/audit?from=no").statusCode()).isEqualTo(422);
    }

    @Test
    void exportsThemAsCsv() throws Exception {
        id(post("/datasets", "{\"name\":\"=cmd()\",\"description\":\"\"}"));
        HttpResponse<String> csv = send(to("/audit?q=cmd").header("Accept", "text/csv"));
        assertThat(csv.headers().firstValue("Content-Type")).contains("text/csv;charset=UTF-8");
        assertThat(csv.headers().firstValue("Content-Disposition")).contains("attachment; filename=\"audit.csv\"");
        assertThat(csv.body()).contains("\"dataset.create\"", "\"'=cmd()");
    }
}
