package oddboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import oddboard.common.Sha256;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class ApiRulesTest extends ApiFixture {
    @Test
    void healthNeedsNoTokenAndEverythingElseDoes() throws Exception {
        HttpRequest.Builder health = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1/health"));
        assertThat(send(health).body()).isEqualTo("{\"status\":\"UP\"}");
        HttpRequest.Builder runs = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1/runs"));
        assertThat(send(runs).statusCode()).isEqualTo(401);
    }

    @Test
    void refusesACursorOfNoPageAndAVerbOfNoCall() throws Exception {
        HttpResponse<String> answer = get("/runs/" + run + "/losses?cursor=zzzzzzzzzzzzz");
        assertThat(answer.statusCode()).isEqualTo(400);
        HttpResponse<String> verb = send(to("/runs/" + run).PUT(BodyPublishers.noBody()));
        assertThat(verb.statusCode()).isEqualTo(405);
        assertThat(verb.headers().firstValue("Allow").orElseThrow()).contains("GET", "PATCH", "DELETE");
        assertThat(answer.body()).doesNotContain("Exception", "oddboard.");
    }

    @Test
    void pagesThroughAList() throws Exception {
        Set<String> seen = new HashSet<>();
        String cursor = "";
        int pages = 0;
        do {
            JsonNode page = json("/runs/" + run + "/images?limit=5" + cursor);
            page.get("items").forEach(i -> seen.add(i.get("index").asString()));
            cursor = page.get("next").isNull()
                    ? ""
                    : "&cursor=" + page.get("next").asString();
            pages++;
        } while (!cursor.isEmpty());
        assertThat(pages).isEqualTo(3);
        assertThat(seen).hasSize(12);
        assertThat(get("/runs?limit=0").statusCode()).isEqualTo(422);
        assertThat(get("/runs?cursor=!").statusCode()).isEqualTo(400);
    }

    @Test
    void refusesBadInputWithASentenceAndACode() throws Exception {
        HttpResponse<String> answer = post("/runs", conv("\"settings\":{\"epochs\":0}"));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.get("code").asString()).isEqualTo("SETTING_INVALID");
        assertThat(problem.get("status").asInt()).isEqualTo(422);
        assertThat(problem.get("errors").get(0).get("entry").asString()).isEqualTo("epochs");

        assertThat(JSON.readTree(post("/runs", conv("\"setings\":{}")).body())
                        .get("code")
                        .asString())
                .isEqualTo("FIELD_UNKNOWN");
        assertThat(post("/runs", "{\"detector\":\"conv\"}").statusCode()).isEqualTo(422);
        assertThat(post("/runs", "{").statusCode()).isEqualTo(422);
        assertThat(post("/runs", conv("").replace("conv", "none")).statusCode()).isEqualTo(422);
        assertThat(post("/datasets", "{\"name\":\"x\",\"visibility\":\"world\"}")
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void whatIsNotThereIs404AndWhatItsStateForbids409() throws Exception {
        for (String path : List.of(
                "/runs/999999", "/runs/x", "/datasets/999999", "/versions/999999", "/jobs/999999", "/nothing")) {
            HttpResponse<String> answer = get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(JSON.readTree(answer.body()).get("code").asString()).isEqualTo("NOT_FOUND");
        }
        assertThat(post("/runs", conv("").replace("\"" + version + "\"", "\"999999\""))
                        .statusCode())
                .isEqualTo(404);
        assertThat(post("/runs/" + run + "/cancel", "{}").statusCode()).isEqualTo(409);
        String waiting = id(post("/runs", conv("")));
        assertThat(get("/runs/" + waiting + "/scores.csv").statusCode()).isEqualTo(409);
        assertThat(post("/runs/" + waiting + "/cancel", "{}").statusCode()).isEqualTo(202);
        assertThat(json("/runs/" + waiting).get("state").asString()).isEqualTo("CANCELLED");
    }

    @Test
    void aRunningRunThatIsCanceledIsCancelling() throws Exception {
        String id = id(post("/runs", conv("")));
        String job = json("/runs/" + id).get("job").asString();
        JdbcClient database = JdbcClient.create(DATABASE);
        // A job without a worker is taken from it by the next sweep.
        database.sql("""
                insert into worker (id, host, pid, labels, slots, device, version)
                values ('busy', 'elsewhere', 1, '{cpu}', 1, 'cpu', '1')
                """).update();
        database.sql("""
                update job set state = 'RUNNING', attempt = 1, started_at = now(), heartbeat_at = now(), worker = 'busy'
                where id = :id
                """).param("id", Long.parseLong(job)).update();
        assertThat(json("/runs/" + id).get("state").asString()).isEqualTo("RUNNING");
        assertThat(post("/runs/" + id + "/cancel", "{}").statusCode()).isEqualTo(202);
        assertThat(json("/runs/" + id).get("state").asString()).isEqualTo("CANCELLING");
        assertThat(json("/jobs/" + job).get("state").asString()).isEqualTo("CANCELLING");
        assertThat(json("/jobs/" + job).get("cancelRequested").asBoolean()).isTrue();
        assertThat(json("/jobs?state=running").get("items").findValuesAsString("id"))
                .contains(job);
        // Other tests know no worker, and no run at work.
        database.sql("update job set state = 'CANCELLED', ended_at = now() where id = :id")
                .param("id", Long.parseLong(job))
                .update();
        database.sql("delete from worker where id = 'busy'").update();
    }

    @Test
    void retryIsANewRunWithTheSameSettings() throws Exception {
        JsonNode again = JSON.readTree(post("/runs/" + run + "/retry", "{}").body());
        assertThat(again.get("id").asString()).isNotEqualTo(run);
        assertThat(again.get("settings")).isEqualTo(json("/runs/" + run).get("settings"));
        assertThat(again.get("tags").get(0).asString()).isEqualTo("first");
        JsonNode job = json("/jobs/" + again.get("job").asString());
        assertThat(job.get("kind").asString()).isEqualTo("run");
        assertThat(job.get("state").asString()).isEqualTo("QUEUED");
        assertThat(job.get("waitReason").asString()).isNotEmpty();
    }

    @Test
    void oneKeyHasOneEffectHoweverManyCallsAskAtOnce() throws Exception {
        String body = conv("\"name\":\"once\"");
        List<Future<HttpResponse<String>>> answers = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(12)) {
            for (int i = 0; i < 12; i++) {
                answers.add(threads.submit(() -> post("/runs", body, "Idempotency-Key", "key-1")));
            }
        }
        Set<String> ids = new HashSet<>();
        for (Future<HttpResponse<String>> answer : answers) {
            assertThat(answer.get().statusCode()).as(answer.get().body()).isEqualTo(202);
            ids.add(id(answer.get()));
        }
        assertThat(ids).hasSize(1);
        assertThat(post("/runs", conv("\"name\":\"other\""), "Idempotency-Key", "key-1")
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void aKeyWhoseCallFailedIsFreeForTheNext() throws Exception {
        assertThat(post("/datasets", "{\"name\":\"\"}", "Idempotency-Key", "key-2")
                        .statusCode())
                .isEqualTo(422);
        assertThat(post("/datasets", "{\"name\":\"named\"}", "Idempotency-Key", "key-2")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void anUploadSentTwiceWithOneKeyIsOneUpload() throws Exception {
        String path = "/datasets/" + dataset + "/uploads?filename=twice.csv";
        String first =
                id(send(to(path).header("Idempotency-Key", "key-3").POST(BodyPublishers.ofString("ID,label\n0,1\n"))));
        HttpResponse<String> second =
                send(to(path).header("Idempotency-Key", "key-3").POST(BodyPublishers.ofString("ID,label\n0,1\n")));
        assertThat(id(second)).isEqualTo(first);
        assertThat(second.headers().firstValue("Idempotent-Replayed")).contains("true");
    }

    @Test
    void takesAnUploadThatCurlCallsAForm() throws Exception {
        HttpResponse<String> answer = send(to("/datasets/" + dataset + "/uploads?filename=a%20b.csv")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("ID=1&label=2")));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(JSON.readTree(answer.body()).get("filename").asString()).isEqualTo("a b.csv");
        assertThat(JSON.readTree(answer.body()).get("size").asInt()).isEqualTo(12);
    }

    private String form(String parts) throws Exception {
        HttpResponse<String> answer = send(to("/datasets/" + dataset + "/uploads?filename=form.csv")
                .header("Content-Type", "multipart/form-data; boundary=----b1")
                .POST(BodyPublishers.ofString(parts)));
        var body = JSON.readTree(answer.body());
        return answer.statusCode() + " "
                + (answer.statusCode() == 201 ? body.get("sha256") : body.get("code")).asString();
    }

    private static String part(String disposition, String content) {
        return "------b1\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + content + "\r\n";
    }

    /** As curl -F sends it: the file within is stored, byte by byte, and not the form around it. */
    @Test
    void storesTheFileOfAForm() throws Exception {
        String content = "ID,label\r\n0,0\r\n------b\r\n\r1,1\r";
        String sha256 = "201 " + HexFormat.of().formatHex(Sha256.of(content));
        String file = part("name=\"file\"; filename=\"x.csv\"", content);
        assertThat(form(file + "------b1--\r\n")).isEqualTo(sha256);
        assertThat(form(part("name=\"note\"", "hello") + file + part("name=\"last\"", "x") + "------b1--\r\n"))
                .isEqualTo(sha256);
        assertThat(form(file + file + "------b1--\r\n")).isEqualTo("422 UPLOAD_FORM");
        assertThat(form(file)).isEqualTo("422 UPLOAD_FORM");
        assertThat(form(part("name=\"note\"", "hello") + "------b1--\r\n")).isEqualTo("422 UPLOAD_FORM");
        assertThat(form("ID,label\n0,1\n")).isEqualTo("422 UPLOAD_FORM");
    }

    @Test
    void refusesAFilterOfImagesThatItDoesNotKnow() throws Exception {
        for (String filter : List.of("split=testing", "label=nonsense", "label=type:", "split=test&label=good")) {
            HttpResponse<String> answer =
                    send(to("/versions/" + version + "/images?" + filter).GET());
            assertThat(answer.statusCode()).as(filter).isEqualTo(422);
            assertThat(answer.body()).contains("FIELD_INVALID").contains("must be");
        }
        for (String filter :
                List.of("split=test", "split=all", "split=", "label=normal", "label=type:dent", "type=dent")) {
            assertThat(send(to("/versions/" + version + "/images?" + filter).GET())
                            .statusCode())
                    .as(filter)
                    .isEqualTo(200);
        }
    }
}
