package oddboard.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import javax.sql.DataSource;
import oddboard.Application;
import oddboard.job.JobHandler;
import oddboard.job.JobId;
import oddboard.job.PlainJobContext;
import oddboard.testing.DrawnSet;
import oddboard.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The REST calls on a real port with the real security; what a worker does, the test does by calling the handlers. */
@SpringBootTest(classes = Application.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ApiTest {
    private static final String TOKEN = "token-0123456789-0123456789-0123456789";
    private static final JsonMapper JSON = new JsonMapper();
    private static final DataSource DATABASE = TestDatabase.dataSource();
    private static final int SIZE = 32;
    private static final boolean[] TRAIN = new boolean[24];
    private static final boolean[] TEST = DrawnSet.everyNth(12, 3);

    @TempDir
    static Path folder;

    /** Made once: the data set, its version and a run with results. */
    private static String version = "";
    private static String dataset = "";
    private static String run = "";
    private static int number;

    @LocalServerPort
    private int port;

    @Autowired
    private List<JobHandler> handlers;

    private final HttpClient client = HttpClient.newHttpClient();

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", () -> TestDatabase.url(DATABASE));
        registry.add("spring.datasource.username", () -> "postgres");
        registry.add("oddboard.home", () -> folder.toString());
        registry.add("oddboard.role", () -> "web");
        registry.add("oddboard.demo", () -> "false");
        registry.add("oddboard.bootstrap-token", () -> TOKEN);
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1" + path))
                .header("Authorization", "Bearer " + TOKEN);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(to(path));
    }

    private JsonNode json(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = to(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    private String id(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 202);
        return JSON.readTree(answer.body()).get("id").asString();
    }

    private String upload(String name, byte[] bytes) throws Exception {
        return id(send(to("/datasets/" + dataset + "/uploads?filename=" + name).POST(BodyPublishers.ofByteArray(bytes))));
    }

    /** Does a job as a worker would. */
    private void work(String job, String kind) throws Exception {
        JobHandler handler = handlers.stream().filter(h -> h.kind().equals(kind)).findFirst().orElseThrow();
        Path attempt = java.nio.file.Files.createTempDirectory(folder, "attempt");
        handler.handle(new PlainJobContext(DATABASE, new JobId(Long.parseLong(job)), attempt));
    }

    @BeforeEach
    void bringARunToItsEnd() throws Exception {
        if (!run.isEmpty()) {
            return;
        }
        dataset = id(post("/datasets", "{\"name\":\"Blobs\",\"description\":\"drawn\"}"));
        String train = upload("train.npy", DrawnSet.npy("|u1", "(24, 32, 32, 3)", DrawnSet.pixels(TRAIN, SIZE, 1)));
        String test = upload("test.npy", DrawnSet.npy("|u1", "(12, 32, 32, 3)", DrawnSet.pixels(TEST, SIZE, 2)));
        String labels = upload("labels.csv", java.nio.file.Files.readAllBytes(DrawnSet.labels(folder.resolve("l.csv"), TEST)));
        HttpResponse<String> queued = post("/datasets/" + dataset + "/versions", """
                {"files":[{"upload":"%s","role":"train"},{"upload":"%s","role":"test"},{"upload":"%s","role":"labels"}]}
                """.formatted(train, test, labels));
        version = id(queued);
        work(JSON.readTree(queued.body()).get("job").asString(), "import");
        HttpResponse<String> started = post("/runs", conv("\"settings\":{\"epochs\":2,\"batchSize\":8},\"tags\":[\"first\"]"));
        run = id(started);
        assertThat(JSON.readTree(started.body()).get("state").asString()).isEqualTo("QUEUED");
        work(JSON.readTree(started.body()).get("job").asString(), "run");
    }

    private static String conv(String more) {
        return "{\"version\":\"" + version + "\",\"detector\":\"conv\"" + (more.isEmpty() ? "" : "," + more) + "}";
    }

    @Test
    void healthNeedsNoTokenAndEverythingElseDoes() throws Exception {
        HttpRequest.Builder health = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1/health"));
        assertThat(send(health).body()).isEqualTo("{\"status\":\"UP\"}");
        HttpRequest.Builder runs = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1/runs"));
        assertThat(send(runs).statusCode()).isEqualTo(401);
    }

    @Test
    void describesDetectorsWithTheirSettings() throws Exception {
        JsonNode conv = find(json("/detectors").get("items"), "id", "conv");
        JsonNode epochs = find(conv.get("settings"), "name", "epochs");
        assertThat(epochs.get("default").asInt()).isEqualTo(50);
        assertThat(epochs.get("type").asString()).isEqualTo("integer");
        assertThat(conv.get("trainable").asBoolean()).isTrue();
    }

    private static JsonNode find(JsonNode items, String field, String value) {
        for (JsonNode item : items) {
            if (item.get(field).asString().equals(value)) {
                return item;
            }
        }
        throw new AssertionError("no " + field + " " + value + " in " + items);
    }

    @Test
    void showsTheDataSetWithItsVersion() throws Exception {
        JsonNode found = json("/datasets/" + dataset).get("versions").get(0);
        assertThat(found.get("state").asString()).isEqualTo("READY");
        assertThat(found.get("trainCount").asInt()).isEqualTo(24);
        assertThat(found.get("anomalyCount").asInt()).isEqualTo(4);
        JsonNode whole = json("/versions/" + version);
        assertThat(whole.get("report").get("accepted").asInt()).isEqualTo(36);
        assertThat(whole.get("error").isNull()).isTrue();
    }

    @Test
    void showsTheRunWithItsFigures() throws Exception {
        JsonNode found = json("/runs/" + run);
        assertThat(found.get("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(found.get("name").asString()).isEqualTo("epochs 2, batch 8");
        assertThat(found.get("settings").get("batchSize").asInt()).isEqualTo(8);
        assertThat(found.get("seed").asInt()).isEqualTo(48763);
        assertThat(found.get("epoch").asInt()).isEqualTo(2);
        assertThat(found.get("metrics").get("auroc").isNumber()).isTrue();
        assertThat(found.get("error").isNull()).isTrue();
        assertThat(json("/runs/" + run + "/losses").get("items").size()).isEqualTo(2);
        assertThat(get("/runs/" + run + "/log?tail=1").body()).contains("scored 12 test images").hasLineCount(1);
    }

    @Test
    void scoresReadBackToTheSameDoublesAndRankTheImages() throws Exception {
        String[] lines = get("/runs/" + run + "/scores.csv").body().split("\n");
        assertThat(lines[0]).isEqualTo("ID,score");
        assertThat(lines).hasSize(13);
        JsonNode items = json("/runs/" + run + "/images").get("items");
        double before = Double.POSITIVE_INFINITY;
        for (JsonNode item : items) {
            double score = item.get("score").asDouble();
            assertThat(lines[1 + item.get("index").asInt()]).isEqualTo(item.get("index").asInt() + "," + score);
            assertThat(score).isLessThanOrEqualTo(before);
            before = score;
        }
        assertThat(items.get(11).get("rank").asInt()).isEqualTo(12);
    }

    @Test
    void filtersRankedImagesByWhatAThresholdMakesOfThem() throws Exception {
        JsonNode all = json("/runs/" + run + "/images").get("items");
        double threshold = all.get(5).get("score").asDouble();
        int sum = 0;
        for (String outcome : List.of("found", "missed", "false-alarm", "passed")) {
            JsonNode items = json("/runs/" + run + "/images?outcome=" + outcome + "&threshold=" + threshold).get("items");
            sum += items.size();
            for (JsonNode item : items) {
                assertThat(item.get("score").asDouble() >= threshold).isEqualTo(outcome.equals("found") || outcome.equals("false-alarm"));
                assertThat(item.get("label").asInt() == 1).isEqualTo(outcome.equals("found") || outcome.equals("missed"));
            }
        }
        assertThat(sum).isEqualTo(12);
        assertThat(get("/runs/" + run + "/images?outcome=found").statusCode()).isEqualTo(422);
        assertThat(json("/runs/" + run + "/images?order=index").get("items").get(3).get("index").asInt()).isEqualTo(3);
    }

    @Test
    void pagesThroughAList() throws Exception {
        Set<String> seen = new HashSet<>();
        String cursor = "";
        int pages = 0;
        do {
            JsonNode page = json("/runs/" + run + "/images?limit=5" + cursor);
            page.get("items").forEach(i -> seen.add(i.get("index").asString()));
            cursor = page.get("next").isNull() ? "" : "&cursor=" + page.get("next").asString();
            pages++;
        } while (!cursor.isEmpty());
        assertThat(pages).isEqualTo(3);
        assertThat(seen).hasSize(12);
        assertThat(get("/runs?limit=0").statusCode()).isEqualTo(422);
        assertThat(get("/runs?cursor=!").statusCode()).isEqualTo(422);
    }

    @Test
    void drawsTheImageItsReconstructionAndTheErrorOnce() throws Exception {
        JsonNode links = json("/runs/" + run + "/images?order=index").get("items").get(2).get("links");
        byte[] pixels = DrawnSet.pixels(TEST, SIZE, 2);
        BufferedImage image = picture(links.get("image").asString());
        for (int i = 0; i < SIZE * SIZE; i++) {
            int at = (2 * SIZE * SIZE + i) * 3;
            int rgb = (pixels[at] & 0xff) << 16 | (pixels[at + 1] & 0xff) << 8 | pixels[at + 2] & 0xff;
            assertThat(image.getRGB(i % SIZE, i / SIZE) & 0xffffff).isEqualTo(rgb);
        }
        assertThat(picture(links.get("reconstruction").asString()).getWidth()).isEqualTo(SIZE);
        assertThat(picture(links.get("errorMap").asString()).getWidth()).isEqualTo(SIZE);

        String link = links.get("errorMap").asString().substring("/api/v1".length());
        HttpResponse<String> first = get(link);
        assertThat(first.headers().firstValue("Cache-Control").orElseThrow()).contains("private", "immutable");
        String tag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(tag).startsWith("\"");
        assertThat(send(to(link).header("If-None-Match", tag)).statusCode()).isEqualTo(304);
        assertThat(get("/runs/" + run + "/images/12/reconstruction.png").statusCode()).isEqualTo(404);
        assertThat(get("/versions/" + version + "/images/36.png").statusCode()).isEqualTo(404);
    }

    private BufferedImage picture(String link) throws Exception {
        HttpResponse<byte[]> answer = client.send(to(link.substring("/api/v1".length())).build(), BodyHandlers.ofByteArray());
        assertThat(answer.headers().firstValue("Content-Type")).contains("image/png");
        return ImageIO.read(new ByteArrayInputStream(answer.body()));
    }

    @Test
    void curveHasTheRunsAreaUnderIt() throws Exception {
        JsonNode roc = json("/runs/" + run + "/roc");
        double area = 0;
        for (int i = 1; i < roc.get("points").size(); i++) {
            JsonNode a = roc.get("points").get(i - 1);
            JsonNode b = roc.get("points").get(i);
            area += (b.get("fpr").asDouble() - a.get("fpr").asDouble()) * (a.get("tpr").asDouble() + b.get("tpr").asDouble()) / 2;
        }
        assertThat(area).isCloseTo(roc.get("auroc").asDouble(), within(1e-12));
        assertThat(roc.get("points").get(0).get("threshold").isNull()).isTrue();
    }

    @Test
    void boardRanksTheRun() throws Exception {
        JsonNode first = json("/versions/" + version + "/leaderboard").get("items").get(0);
        assertThat(first.get("run").asString()).isEqualTo(run);
        assertThat(first.get("rank").asInt()).isEqualTo(1);
        String[] csv = get("/versions/" + version + "/leaderboard.csv").body().split("\r\n");
        assertThat(csv[0]).isEqualTo("rank,run,name,detector,user,auroc,aurocLow,aurocHigh,createdAt");
        assertThat(csv[1]).startsWith("1," + run + ",\"epochs 2, batch 8\",conv,admin,");
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

        assertThat(JSON.readTree(post("/runs", conv("\"setings\":{}")).body()).get("code").asString()).isEqualTo("FIELD_UNKNOWN");
        assertThat(post("/runs", "{\"detector\":\"conv\"}").statusCode()).isEqualTo(422);
        assertThat(post("/runs", "{").statusCode()).isEqualTo(422);
        assertThat(post("/runs", conv("").replace("conv", "none")).statusCode()).isEqualTo(422);
        assertThat(post("/datasets", "{\"name\":\"x\",\"visibility\":\"world\"}").statusCode()).isEqualTo(422);
    }

    @Test
    void whatIsNotThereIs404AndWhatItsStateForbids409() throws Exception {
        for (String path : List.of("/runs/999999", "/runs/x", "/datasets/999999", "/versions/999999", "/jobs/999999", "/nothing")) {
            HttpResponse<String> answer = get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(JSON.readTree(answer.body()).get("code").asString()).isEqualTo("NOT_FOUND");
        }
        assertThat(post("/runs", conv("").replace("\"" + version + "\"", "\"999999\"")).statusCode()).isEqualTo(404);
        assertThat(post("/runs/" + run + "/cancel", "{}").statusCode()).isEqualTo(409);
        String waiting = id(post("/runs", conv("")));
        assertThat(get("/runs/" + waiting + "/scores.csv").statusCode()).isEqualTo(409);
        assertThat(post("/runs/" + waiting + "/cancel", "{}").statusCode()).isEqualTo(202);
        assertThat(json("/runs/" + waiting).get("state").asString()).isEqualTo("CANCELLED");
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
        assertThat(post("/runs", conv("\"name\":\"other\""), "Idempotency-Key", "key-1").statusCode()).isEqualTo(422);
    }

    @Test
    void aKeyWhoseCallFailedIsFreeForTheNext() throws Exception {
        assertThat(post("/datasets", "{\"name\":\"\"}", "Idempotency-Key", "key-2").statusCode()).isEqualTo(422);
        assertThat(post("/datasets", "{\"name\":\"named " + ++number + "\"}", "Idempotency-Key", "key-2").statusCode()).isEqualTo(201);
    }

    @Test
    void anUploadSentTwiceWithOneKeyIsOneUpload() throws Exception {
        String path = "/datasets/" + dataset + "/uploads?filename=twice.csv";
        String first = id(send(to(path).header("Idempotency-Key", "key-3").POST(BodyPublishers.ofString("ID,label\n0,1\n"))));
        HttpResponse<String> second = send(to(path).header("Idempotency-Key", "key-3").POST(BodyPublishers.ofString("ID,label\n0,1\n")));
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

    @Test
    void listsWorkers() throws Exception {
        assertThat(json("/workers").get("items").isArray()).isTrue();
    }
}
