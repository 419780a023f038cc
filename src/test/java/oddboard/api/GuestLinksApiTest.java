package oddboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class GuestLinksApiTest extends ApiFixture {
    private final JdbcClient sql = JdbcClient.create(DATABASE);

    private JsonNode made(String report) throws Exception {
        HttpResponse<String> answer = post("/guest-links", "{\"report\":\"" + report + "\",\"days\":7}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JSON.readTree(answer.body());
    }

    private String report() {
        return "/api/v1/runs/" + run + "/report";
    }

    /** As somebody without an account. */
    private HttpResponse<String> opened(JsonNode link) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(
                                "http://localhost:" + port + link.get("link").asString()))
                        .build(),
                BodyHandlers.ofString());
    }

    private void showsNothing(JsonNode link) throws Exception {
        HttpResponse<String> answer = opened(link);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("This link shows no report").doesNotContain("AUC");
        assertThat(answer.headers().map()).doesNotContainKey("set-cookie");
    }

    @Test
    void showsOneReportWithoutASessionAndNothingElse() throws Exception {
        JsonNode link = made(report());
        HttpResponse<String> answer = opened(link);
        assertThat(answer.statusCode()).isEqualTo(200);
        String pinned = report() + "?labelSet=1&part=all";
        assertThat(answer.body())
                .isEqualTo(get("/runs/" + run + "/report?labelSet=1&part=all").body())
                .contains("epochs 2, batch 8", pinned.replace("&", "&amp;"));
        assertThat(answer.headers().map()).doesNotContainKey("set-cookie");
        assertThat(answer.headers().allValues("content-security-policy"))
                .singleElement()
                .asString()
                .contains("default-src 'none'", "sandbox", "frame-ancestors 'none'");
        assertThat(answer.headers().allValues("referrer-policy")).containsExactly("no-referrer");
        assertThat(answer.headers().firstValue("cache-control").orElseThrow()).contains("no-store");
        String secret = link.get("link").asString().replaceFirst(".*/", "");
        for (String address : List.of(pinned, "/api/v1/runs/" + run, "/runs/" + run)) {
            HttpResponse<String> other = client.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + address))
                            .header("Authorization", "Bearer " + secret)
                            .build(),
                    BodyHandlers.ofString());
            assertThat(other.statusCode()).as(address).isIn(302, 401);
        }
        opened(link);
        JsonNode listed = json("/guest-links").get("items").get(0);
        assertThat(listed.get("id").asString()).isEqualTo(link.get("id").asString());
        assertThat(listed.get("title").asString()).isEqualTo("Run " + run + " on Blobs");
        assertThat(listed.get("report").asString()).isEqualTo(pinned);
        assertThat(listed.get("opened").asInt()).isEqualTo(2);
        assertThat(listed.toString()).doesNotContain(secret);
        assertThat(audited(link)).containsExactly("guest-link.create", "guest-link.open");
        assertThat(sql.sql("select count(*) from guest_link where secret_hash like '%' || :secret || '%'")
                        .param("secret", secret)
                        .query(Integer.class)
                        .single())
                .as("the secret is not kept")
                .isZero();
    }

    private List<String> audited(JsonNode link) {
        return sql.sql("select action from audit where object = :object order by id")
                .param("object", "guest link " + link.get("id").asString())
                .query(String.class)
                .list();
    }

    @Test
    void endsByRevokingByTimeAndWithItsMakersRights() throws Exception {
        JsonNode revoked = made(report());
        assertThat(opened(revoked).statusCode()).isEqualTo(200);
        assertThat(send(to("/guest-links/" + revoked.get("id").asString()).DELETE())
                        .statusCode())
                .isEqualTo(204);
        showsNothing(revoked);
        assertThat(audited(revoked)).endsWith("guest-link.revoke");
        assertThat(send(to("/guest-links/" + revoked.get("id").asString()).DELETE())
                        .statusCode())
                .isEqualTo(404);

        JsonNode ended = made(report());
        assertThat(opened(ended).statusCode()).isEqualTo(200);
        change(ended, "expires_at = now() - interval '1 second'");
        showsNothing(ended);

        JsonNode others = made("/api/v1/versions/" + version + "/report?labelSet=1&part=all");
        assertThat(opened(others).body()).contains("Leaderboard");
        sql.sql("insert into account (name, password_hash, role) values ('guest maker', 'x', 'MEMBER')")
                .update();
        change(others, "account_id = (select id from account where name = 'guest maker')");
        assertThat(opened(others).statusCode()).as("may read it").isEqualTo(200);
        sql.sql("update dataset set visibility = 'private' where id = :id")
                .param("id", Long.parseLong(dataset))
                .update();
        try {
            showsNothing(others);
        } finally {
            sql.sql("update dataset set visibility = 'team' where id = :id")
                    .param("id", Long.parseLong(dataset))
                    .update();
        }
        assertThat(opened(others).statusCode()).isEqualTo(200);
        sql.sql("update account set locked_at = now() where name = 'guest maker'")
                .update();
        showsNothing(others);
        assertThat(opened(JSON.readTree("{\"link\":\"/guest/nothing\"}")).statusCode())
                .isEqualTo(404);
    }

    private void change(JsonNode link, String what) {
        sql.sql("update guest_link set " + what + " where id = :id")
                .param("id", link.get("id").asLong(Long.parseLong(link.get("id").asString())))
                .update();
    }

    @Test
    void refusesWhatIsNoReport() throws Exception {
        for (String address : List.of(
                "/api/v1/runs/" + run,
                "/api/v1/runs/" + run + "/report?token=1",
                "/api/v1/runs/" + run + "/report?entries=1",
                "/api/v1/versions/" + version + "/report?entries=x",
                "/api/v1/runs/1/../2/report",
                "https://example.com/api/v1/runs/" + run + "/report",
                "/api/v1/models/A%20B/versions/1/report",
                "/api/v1/runs/" + run + "/report?part=none")) {
            HttpResponse<String> answer = post("/guest-links", "{\"report\":\"" + address + "\"}");
            assertThat(answer.statusCode()).as(address + ": " + answer.body()).isEqualTo(422);
            assertThat(answer.body()).contains("is the address of a report");
        }
        assertThat(post("/guest-links", "{\"report\":\"/api/v1/runs/987654/report\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(post("/guest-links", "{\"report\":\"" + report() + "\",\"days\":91}")
                        .statusCode())
                .isEqualTo(422);
    }
}
