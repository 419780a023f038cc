package oddboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** What HTTP itself offers: tags, HEAD, packed answers; and refusals that say what is wrong. */
class HttpRulesTest extends ApiFixture {
    @Test
    void whatHasNotChangedIsNotSentAgain() throws Exception {
        for (String path : List.of(
                "/runs/" + run,
                "/versions/" + version,
                "/detectors",
                "/runs/" + run + "/roc",
                "/runs/" + run + "/scores.csv",
                "/openapi.json")) {
            HttpResponse<String> first = send(to(path));
            String tag = first.headers()
                    .firstValue("ETag")
                    .orElseThrow(() -> new AssertionError(path + first.headers().map()));
            HttpResponse<String> second = send(to(path).header("If-None-Match", tag));
            assertThat(second.statusCode()).as(path).isEqualTo(304);
            assertThat(second.body()).isEmpty();
        }
    }

    @Test
    void aHeadHasTheLengthAndNoBody() throws Exception {
        HttpResponse<String> head = send(to("/runs/" + run).method("HEAD", BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(get("/runs/" + run).headers().firstValue("Content-Length")).isPresent();
    }

    @Test
    void tablesComePackedToWhoAsks() throws Exception {
        HttpResponse<byte[]> packed = client.send(
                to("/runs/" + run + "/scores.csv")
                        .header("Accept-Encoding", "gzip")
                        .build(),
                BodyHandlers.ofByteArray());
        assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
        try (var plain = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
            assertThat(new String(plain.readAllBytes(), StandardCharsets.UTF_8)).startsWith("ID,score\n0,");
        }
        assertThat(get("/runs/" + run + "/scores.csv").headers().firstValue("Content-Encoding"))
                .isEmpty();
    }

    @Test
    void saysWhatIsWrongWithARequest() throws Exception {
        refused(send(to("/runs").method("PUT", BodyPublishers.noBody())), 405, "METHOD_NOT_ALLOWED");
        refused(
                send(to("/runs").header("Content-Type", "text/plain").POST(BodyPublishers.ofString("x"))),
                415,
                "MEDIA_TYPE_UNSUPPORTED");
        refused(post("/runs", "{"), 422, "BODY_UNREADABLE");
        refused(post("/runs", conv("\"priority\":\"high\"")), 422, "BODY_UNREADABLE");
        refused(post("/runs", conv("\"colour\":1")), 422, "FIELD_UNKNOWN");
        refused(post("/runs", "{}"), 422, "FIELD_MISSING");
        refused(post("/datasets", "{\"name\":\"" + "x".repeat(17 << 20) + "\"}"), 413, "BODY_TOO_LARGE");
        refused(
                post("/datasets", "{\"name\":\"" + "x".repeat(17 << 20) + "\"}", "Idempotency-Key", "big"),
                413,
                "BODY_TOO_LARGE");
        refused(get("/runs?limit=x"), 422, "PARAMETER_INVALID");
        refused(get("/runs?cursor=x"), 400, "CURSOR_UNKNOWN");
        refused(get("/versions/" + version + "/compare"), 422, "PARAMETER_MISSING");
        refused(get("/versions/" + version + "/compare?entries=1,999"), 422, "ENTRY_UNKNOWN");
        refused(get("/nothing/here"), 404, "NOT_FOUND");
    }

    private static void refused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertThat(JSON.readTree(answer.body()).get("code").asString()).isEqualTo(code);
    }

    @Test
    void tellsAllMetricsOfARunAndOfASubmission() throws Exception {
        StringBuilder scores = new StringBuilder("ID,score\n");
        for (int i = 0; i < TEST.length; i++) {
            scores.append(i).append(',').append(i * 5 % 12).append('\n');
        }
        String submission = id(send(to("/versions/" + version + "/submissions?name=figures")
                .POST(BodyPublishers.ofString(scores.toString()))));
        for (String thing : List.of("/runs/" + run, "/submissions/" + submission.substring(1))) {
            for (String figure : List.of(
                    "roc",
                    "precision-recall",
                    "histogram",
                    "operating-points",
                    "operating-points?threshold=3,4",
                    "types",
                    "evaluation?resamples=100")) {
                json(thing + "/" + figure);
            }
            assertThat(json(thing + "/cuts?threshold=3,4"))
                    .as("by its earlier name")
                    .isEqualTo(json(thing + "/operating-points?threshold=3,4"));
        }
        var comparison = json("/versions/" + version + "/compare?entries=" + run + "," + submission);
        assertThat(comparison.get("pairs").get(0).get("p").asDouble()).isBetween(0.0, 1.0);
        for (String path : List.of(
                "/account",
                "/storage",
                "/storage/own",
                "/health/findings",
                "/notices/choice",
                "/datasets/" + dataset + "/deletion",
                "/versions/" + version + "/deletion",
                "/versions/" + version + "/label-draft",
                "/versions/" + version + "/images/25/labels",
                "/versions/" + version + "/leaderboard?show=detector&detector=conv",
                "/users",
                "/audit",
                "/invitations",
                "/datasets/" + dataset + "/members",
                "/versions/" + version + "/label-marks",
                "/runs/" + run + "/images/0",
                "/detectors/conv",
                "/runs/" + run + "/previews")) {
            json(path);
        }
        assertThat(get("/versions/" + version + "/leaderboard.csv?columns=all").body())
                .startsWith("rank,tied,run");
    }
}
