package oddboard.scoring;

import static oddboard.scoring.TrainedProgram.SIZE;
import static oddboard.scoring.TrainedProgram.TEST;
import static oddboard.scoring.TrainedProgram.column;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import oddboard.common.StoredJson;
import oddboard.testing.DrawnSet;
import oddboard.testing.Program;
import oddboard.testing.SharedProgram;
import oddboard.testing.StartsProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The Open Inference Protocol as a program speaks it that knows nothing else, against the whole program. */
@StartsProcess
class InferProtocolTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    static Path folder;

    private static TrainedProgram trained;
    private static double[] ofRun;
    private static byte[] packed;

    @BeforeAll
    static void train() throws Exception {
        trained = new TrainedProgram(SharedProgram.get(), folder);
        ofRun = column(trained.api.get("/runs/" + trained.run + "/scores.csv").text());
        packed = DrawnSet.pixels(TEST, SIZE, 2);
    }

    @AfterAll
    static void forget() throws Exception {
        if (trained != null) {
            trained.forget();
        }
    }

    private static HttpRequest.Builder to(String path) throws Exception {
        return HttpRequest.newBuilder(URI.create(trained.program.url() + path))
                .header("Authorization", "Bearer " + Program.TOKEN);
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static JsonNode json(HttpResponse<byte[]> answer, int status) {
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        assertThat(answer.statusCode()).as(text).isEqualTo(status);
        return StoredJson.MAPPER.readTree(text);
    }

    private static HttpResponse<byte[]> infer(String model, String body) throws Exception {
        return send(to("/v2/models/" + model + "/infer")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private static String error(HttpResponse<byte[]> answer, int status) {
        JsonNode body = json(answer, status);
        assertThat(body.propertyNames()).containsExactly("error");
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        return body.get("error").asString();
    }

    private static double[] doubles(JsonNode answer, String output) {
        for (JsonNode one : answer.get("outputs")) {
            if (one.get("name").asString().equals(output)) {
                assertThat(one.get("datatype").asString()).isEqualTo("FP64");
                return one.get("data")
                        .valueStream()
                        .mapToDouble(JsonNode::asDouble)
                        .toArray();
            }
        }
        throw new AssertionError("no " + output + " in " + answer);
    }

    @Test
    void saysWhatItIsAndWhatTheModelTakes() throws Exception {
        for (String health : List.of("live", "ready")) {
            HttpResponse<byte[]> answer = CLIENT.send(
                    HttpRequest.newBuilder(URI.create(trained.program.url() + "/v2/health/" + health))
                            .build(),
                    BodyHandlers.ofByteArray());
            assertThat(json(answer, 200).get(health).asBoolean()).isTrue();
        }
        for (String server : List.of("/v2", "/v2/")) {
            JsonNode answer = json(send(to(server)), 200);
            assertThat(answer.get("name").asString()).isEqualTo("oddboard");
            assertThat(answer.get("extensions").toString()).isEqualTo("[\"binary_tensor_data\"]");
        }
        for (String model : List.of("blobs", "blobs@champion", "blobs/versions/1", "blobs/versions/champion")) {
            JsonNode answer = json(send(to("/v2/models/" + model)), 200);
            assertThat(answer.get("versions").toString()).isEqualTo("[\"1\"]");
            assertThat(answer.get("inputs").toString())
                    .isEqualTo("[{\"name\":\"image\",\"datatype\":\"BYTES\",\"shape\":[-1]},"
                            + "{\"name\":\"image\",\"datatype\":\"UINT8\",\"shape\":[-1,32,32,3]}]");
            assertThat(json(send(to("/v2/models/" + model + "/ready")), 200)
                            .get("ready")
                            .asBoolean())
                    .isTrue();
        }
    }

    /** All test images, in as many requests as they need. */
    @Test
    void filesScoreAsInTheRun() throws Exception {
        int count = TEST.length / 2;
        for (int first = 0; first < TEST.length; first += count) {
            List<String> files = new ArrayList<>();
            for (int i = first; i < first + count; i++) {
                files.add('"' + Base64.getEncoder().encodeToString(ScoringFixture.png(packed, i, SIZE)) + '"');
            }
            JsonNode answer = json(infer("blobs", """
                        {"id":"42","inputs":[{"name":"image","shape":[%d],"datatype":"BYTES","data":[%s]}]}""".formatted(count, String.join(",", files))), 200);
            assertThat(answer.get("id").asString()).isEqualTo("42");
            assertThat(answer.get("model_name").asString()).isEqualTo("blobs");
            assertThat(answer.get("model_version").asString()).isEqualTo("1");
            assertThat(doubles(answer, "score")).containsExactly(Arrays.copyOfRange(ofRun, first, first + count));
            assertThat(doubles(answer, "threshold")).containsExactly(trained.median());
            JsonNode flagged = answer.get("outputs").get(2);
            assertThat(flagged.get("datatype").asString()).isEqualTo("BOOL");
            for (int i = 0; i < count; i++) {
                boolean expected = ofRun[first + i] >= trained.median();
                assertThat(flagged.get("data").get(i).asBoolean()).isEqualTo(expected);
                assertThat(doubles(answer, "calibrated")[i] >= 0.5).isEqualTo(expected);
            }
        }
    }

    @Test
    void pixelsScoreAsInTheRun() throws Exception {
        // Nested, and the data before the words that say what they are.
        JsonNode pixels = json(infer("blobs/versions/1", """
                        {"inputs":[{"data":%s,"name":"image","shape":[1,32,32,3],"datatype":"UINT8"}],
                        "outputs":[{"name":"score"},{"name":"anomaly_map"}]}""".formatted(nested(7))), 200);
        assertThat(doubles(pixels, "score")).containsExactly(ofRun[7]);
        JsonNode map = pixels.get("outputs").get(1);
        assertThat(map.get("datatype").asString()).isEqualTo("FP32");
        assertThat(map.get("shape").toString()).isEqualTo("[1,32,32]");
        assertThat(map.get("data")).hasSize(32 * 32);
    }

    /** [1, 32, 32, 3] as lists in lists. */
    private static String nested(int image) {
        List<List<List<Integer>>> rows = new ArrayList<>();
        for (int y = 0; y < SIZE; y++) {
            List<List<Integer>> row = new ArrayList<>();
            for (int x = 0; x < SIZE; x++) {
                int at = ((image * SIZE + y) * SIZE + x) * 3;
                row.add(IntStream.range(at, at + 3)
                        .mapToObj(i -> packed[i] & 0xff)
                        .toList());
            }
            rows.add(row);
        }
        return List.of(rows).toString();
    }

    @Test
    void binaryDataScoreAsInTheRunAndComeBackBinary() throws Exception {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (int i = 0; i < 3; i++) {
            byte[] png = ScoringFixture.png(packed, i, SIZE);
            data.writeBytes(ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(png.length)
                    .array());
            data.writeBytes(png);
        }
        binary("\"shape\":[3],\"datatype\":\"BYTES\"", data.toByteArray(), 0);
        int each = SIZE * SIZE * 3;
        binary("\"shape\":[3,32,32,3],\"datatype\":\"UINT8\"", Arrays.copyOfRange(packed, 5 * each, 8 * each), 5);
    }

    private static void binary(String tensor, byte[] data, int first) throws Exception {
        byte[] json = """
                {"inputs":[{"name":"image",%s,"parameters":{"binary_data_size":%d}}],
                "outputs":[{"name":"flagged","parameters":{"binary_data":true}},
                    {"name":"score","parameters":{"binary_data":true}},{"name":"threshold"}]}""".formatted(tensor, data.length).getBytes(StandardCharsets.UTF_8);
        HttpResponse<byte[]> answer = send(to("/v2/models/blobs@champion/infer")
                .header("Inference-Header-Content-Length", Integer.toString(json.length))
                .POST(BodyPublishers.ofByteArrays(List.of(json, data))));
        assertThat(answer.statusCode())
                .as(new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        int header = Integer.parseInt(
                answer.headers().firstValue("Inference-Header-Content-Length").orElseThrow());
        JsonNode head = StoredJson.MAPPER.readTree(Arrays.copyOf(answer.body(), header));
        assertThat(head.get("outputs")
                        .get(1)
                        .get("parameters")
                        .get("binary_data_size")
                        .asInt())
                .isEqualTo(24);
        ByteBuffer bytes = ByteBuffer.wrap(answer.body(), header, answer.body().length - header)
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 3; i++) {
            assertThat(bytes.get() == 1).isEqualTo(ofRun[first + i] >= trained.median());
        }
        for (int i = 0; i < 3; i++) {
            assertThat(bytes.getDouble()).isEqualTo(ofRun[first + i]);
        }
        assertThat(bytes.hasRemaining()).isFalse();
        assertThat(doubles(head, "threshold")).containsExactly(trained.median());
    }

    @Test
    void saysInOneSentenceWhatIsWrong() throws Exception {
        String open = "{\"inputs\":[{\"name\":\"image\",";
        assertThat(error(infer("blobs", "{"), 400)).contains("JSON");
        assertThat(error(infer("blobs", "{\"inputs\":[]}"), 400)).contains("one input");
        assertThat(error(infer("blobs", open + "\"shape\":[1],\"datatype\":\"FP32\",\"data\":[1]}]}"), 400))
                .contains("FP32");
        assertThat(error(infer("blobs", open + "\"shape\":[2],\"datatype\":\"BYTES\",\"data\":[\"AAAA\"]}]}"), 400))
                .contains("2 image files, but there are 1");
        assertThat(error(infer("blobs", open + "\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"AAAA\"]}]}"), 400))
                .contains("image");
        assertThat(error(infer("blobs", open + "\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"?\"]}]}"), 400))
                .contains("base64");
        assertThat(error(
                        infer("blobs", open + "\"shape\":[1,1,1,3],\"datatype\":\"UINT8\",\"data\":[1,2,256]}]}"), 400))
                .contains("256");
        assertThat(error(infer("blobs", open + "\"shape\":[1,1,1,3],\"datatype\":\"UINT8\",\"data\":[1,2,3]}]}"), 400))
                .contains("32 x 32 x 3");
        assertThat(error(
                        infer(
                                "blobs",
                                open + "\"shape\":[9223372036854775807,9223372036854775807,9223372036854775807,3],"
                                        + "\"datatype\":\"UINT8\",\"data\":[1]}]}"),
                        400))
                .contains("more values");
        assertThat(error(
                        infer(
                                "blobs",
                                open + "\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"AAAA\"]}],"
                                        + "\"outputs\":[{\"name\":\"class\"}]}"),
                        400))
                .contains("no output \"class\"");
        assertThat(error(infer("other", "{}"), 404)).isEqualTo("There is no model other.");
        assertThat(error(infer("blobs/versions/7", "{}"), 404)).contains("version 7");
        assertThat(error(send(to("/v2/models/blobs/infer")), 404)).contains("not with this method");
        assertThat(error(send(to("/v2/nothing")), 404)).contains("nothing at this address");
        // Another spelling is refused before anybody asks what it is.
        assertThat(send(to("/%762/models/blobs")).statusCode()).isEqualTo(400);
        assertThat(error(send(to("/v2/%6dodels/blobs")), 400)).contains("percent encoding");
        String many = "\"AAAA\"" + ",\"AAAA\"".repeat(32);
        assertThat(error(
                        infer("blobs", open + "\"shape\":[33],\"datatype\":\"BYTES\",\"data\":[" + many + "]}]}"), 400))
                .contains("32 images at most");
        assertThat(error(infer("blobs", " ".repeat(17 << 20)), 413)).contains("16 MiB");
        for (String path : List.of("/v2", "/v2/", "/v2/models/blobs", "/v2/models/blobs;x=1/infer", "/v2//models")) {
            HttpResponse<byte[]> stranger = CLIENT.send(
                    HttpRequest.newBuilder(URI.create(trained.program.url() + path))
                            .build(),
                    BodyHandlers.ofByteArray());
            assertThat(stranger.statusCode()).as(path).isIn(400, 401);
        }
        assertThat(error(
                        CLIENT.send(
                                HttpRequest.newBuilder(URI.create(trained.program.url() + "/v2"))
                                        .build(),
                                BodyHandlers.ofByteArray()),
                        401))
                .contains("access token");
    }
}
