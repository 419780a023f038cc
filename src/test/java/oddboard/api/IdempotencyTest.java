package oddboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class IdempotencyTest extends ApiFixture {
    @Autowired
    private JdbcClient jdbc;

    @Test
    void answersARepeatedCallAsAtFirst() throws Exception {
        HttpResponse<String> first = post("/datasets", "{\"name\":\"kept\"}", "Idempotency-Key", "kept");
        HttpResponse<String> second = post("/datasets", "{\"name\":\"kept\"}", "Idempotency-Key", "kept");
        assertThat(second.statusCode()).isEqualTo(first.statusCode());
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("Idempotent-Replayed")).contains("true");
    }

    @Test
    void refusesAKeyThatWasUsedForSomethingElse() throws Exception {
        id(post("/datasets", "{\"name\":\"once\"}", "Idempotency-Key", "once"));
        for (HttpResponse<String> other : new HttpResponse[] {
            post("/datasets", "{\"name\":\"twice\"}", "Idempotency-Key", "once"),
            post("/runs", conv(""), "Idempotency-Key", "once"),
            post("/datasets?x=1", "{\"name\":\"once\"}", "Idempotency-Key", "once")
        }) {
            assertThat(other.statusCode()).isEqualTo(422);
            assertThat(JSON.readTree(other.body()).get("code").asString()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        }
    }

    @Test
    void knowsATableOfScoresByWhatIsInIt() throws Exception {
        String path = "/versions/" + version + "/submissions?name=keyed";
        String scores = scores(1);
        String first = id(send(to(path).header("Idempotency-Key", "table").POST(BodyPublishers.ofString(scores))));
        assertThat(id(send(to(path).header("Idempotency-Key", "table").POST(BodyPublishers.ofString(scores)))))
                .isEqualTo(first);
        assertThat(send(to(path).header("Idempotency-Key", "table").POST(BodyPublishers.ofString(scores(2))))
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void knowsAnUploadByWhatIsInIt() throws Exception {
        String path = "/datasets/" + dataset + "/uploads?filename=keyed.csv";
        byte[] bytes = "ID,label\n0,1\n".getBytes(StandardCharsets.US_ASCII);
        byte[] others = "ID,label\n0,0\n".getBytes(StandardCharsets.US_ASCII);
        HttpResponse<String> first = keyed(path, BodyPublishers.ofByteArray(bytes));
        HttpResponse<String> again = keyed(path, BodyPublishers.ofByteArray(bytes));
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
        HttpResponse<String> other = keyed(path, BodyPublishers.ofByteArray(others));
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(JSON.readTree(other.body()).get("code").asString()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        // Without a length, in chunks.
        assertThat(keyed(path, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)))
                        .body())
                .isEqualTo(first.body());
        assertThat(keyed(path, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(others)))
                        .statusCode())
                .isEqualTo(422);
    }

    private HttpResponse<String> keyed(String path, HttpRequest.BodyPublisher body) throws Exception {
        return send(to(path).header("Idempotency-Key", "file").POST(body));
    }

    @Test
    void knowsTheBeginningOfAnUploadInPartsByItsHeaders() throws Exception {
        String path = "/datasets/" + dataset + "/uploads/tus";
        HttpResponse<String> first = begin(path, 5);
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(begin(path, 5).statusCode()).isEqualTo(201);
        assertThat(begin(path, 6).statusCode()).isEqualTo(422);
    }

    private HttpResponse<String> begin(String path, int length) throws Exception {
        return send(to(path).header("Idempotency-Key", "parts")
                .header("Tus-Resumable", "1.0.0")
                .header("Upload-Length", Integer.toString(length))
                .header("Upload-Metadata", "filename YS5jc3Y=")
                .POST(BodyPublishers.noBody()));
    }

    private static String scores(int step) {
        StringBuilder text = new StringBuilder("ID,score\n");
        for (int i = 0; i < TEST.length; i++) {
            text.append(i).append(',').append(i * step % 10).append('\n');
        }
        return text.toString();
    }

    @Test
    void forgetsAKeyAfterSevenDays() throws Exception {
        String first = id(post("/runs", conv(""), "Idempotency-Key", "old"));
        jdbc.sql("update idempotency_key set created_at = now() - interval '8 days' where key = 'old'")
                .update();
        assertThat(id(post("/runs", conv(""), "Idempotency-Key", "old"))).isNotEqualTo(first);
    }

    @Test
    void tellsASecretOnceAndKeepsIt() throws Exception {
        JsonNode first = JSON.readTree(post("/tokens", "{\"name\":\"secret\"}", "Idempotency-Key", "secret")
                .body());
        assertThat(first.get("secret").asString()).isNotEmpty();
        JsonNode second = JSON.readTree(post("/tokens", "{\"name\":\"secret\"}", "Idempotency-Key", "secret")
                .body());
        assertThat(second.get("id")).isEqualTo(first.get("id"));
        assertThat(second.get("secret").isNull()).isTrue();
        assertThat(jdbc.sql("select count(*) from idempotency_key where response_body like '%' || :secret || '%'")
                        .param("secret", first.get("secret").asString())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void refusesAKeyThatIsTooLong() throws Exception {
        assertThat(post("/datasets", "{\"name\":\"x\"}", "Idempotency-Key", "k".repeat(201))
                        .statusCode())
                .isEqualTo(422);
    }
}
