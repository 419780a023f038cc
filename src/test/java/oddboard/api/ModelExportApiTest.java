package oddboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.HexFormat;
import oddboard.common.Sha256;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ModelExportApiTest extends ApiFixture {
    private static final String ZIP = "/models/boxed/versions/1/export.zip?format=onnx";

    @BeforeEach
    void register() throws Exception {
        HttpResponse<String> answer = post("/models", "{\"name\":\"boxed\",\"run\":\"" + run + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    @AfterEach
    void forget() throws Exception {
        send(to("/models/boxed").DELETE());
    }

    private HttpResponse<byte[]> bytes(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    @Test
    void aBundleIsAskedForAwaitedAndTakenAlongInParts() throws Exception {
        HttpResponse<String> queued = get(ZIP);
        assertThat(queued.statusCode()).as(queued.body()).isEqualTo(202);
        assertThat(queued.headers().firstValue("Retry-After")).hasValue("2");
        JsonNode job = JSON.readTree(queued.body());
        assertThat(job.get("state").asString()).isEqualTo("QUEUED");
        assertThat(job.get("bundle").isNull()).isTrue();
        assertThat(send(to("/models/boxed/versions/1/export.zip?format=onnx").DELETE())
                        .statusCode())
                .isEqualTo(409);
        work(job.get("job").asString(), "export");

        HttpResponse<byte[]> whole = bytes(to(ZIP));
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.headers().firstValue("Content-Type")).hasValue("application/zip");
        assertThat(whole.headers().firstValue("Content-Disposition").orElseThrow())
                .contains("boxed-1.zip");
        String tag = whole.headers().firstValue("ETag").orElseThrow();
        assertThat(tag).isEqualTo("\"" + HexFormat.of().formatHex(Sha256.of(whole.body())) + "\"");
        assertThat(whole.headers().firstValueAsLong("Content-Length")).hasValue(whole.body().length);

        assertThat(bytes(to(ZIP).header("If-None-Match", tag)).statusCode()).isEqualTo(304);
        HttpResponse<byte[]> part = bytes(to(ZIP).header("Range", "bytes=1000-1999"));
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole.body(), 1000, 2000));
        assertThat(bytes(to(ZIP).header("Range", "bytes=1000-1999").header("If-Range", tag))
                        .statusCode())
                .isEqualTo(206);
        HttpResponse<byte[]> changed =
                bytes(to(ZIP).header("Range", "bytes=1000-1999").header("If-Range", "\"other\""));
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.body()).isEqualTo(whole.body());
        assertThat(bytes(to(ZIP).header("Range", "bytes=" + whole.body().length + "-"))
                        .statusCode())
                .isEqualTo(416);

        JsonNode listed = json("/models/boxed/versions/1/exports").get("items").get(0);
        assertThat(listed.get("format").asString()).isEqualTo("onnx");
        assertThat(listed.get("bundle").get("bytes").asLong()).isEqualTo(whole.body().length);
        JsonNode check = listed.get("bundle").get("verification").get(0);
        assertThat(check.get("images").asInt()).isEqualTo(12);
        assertThat(check.get("largestRelativeDifference").asDouble()).isBetween(0.0, 1e-5);

        assertThat(send(to("/models/boxed/versions/1/export.zip?format=onnx").DELETE())
                        .statusCode())
                .isEqualTo(204);
        assertThat(json("/models/boxed/versions/1/exports").get("items")).isEmpty();
    }

    @Test
    void refusalsSayWhatToDo() throws Exception {
        HttpResponse<String> format = get("/models/boxed/versions/1/export.zip?format=pmml");
        assertThat(format.statusCode()).isEqualTo(422);
        assertThat(JSON.readTree(format.body()).get("code").asString()).isEqualTo("FIELD_INVALID");
        assertThat(get("/models/boxed/versions/7/export.zip").statusCode()).isEqualTo(404);
        assertThat(get("/models/unknown/versions/1/exports").statusCode()).isEqualTo(404);
    }
}
