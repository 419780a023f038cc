package oddboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;
import oddboard.Application;
import oddboard.job.JobHandler;
import oddboard.job.JobId;
import oddboard.job.PlainJobContext;
import oddboard.testing.DrawnSet;
import oddboard.testing.RunsProgram;
import oddboard.testing.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The REST calls on a real port with the real security, with a run that has its results; what a worker does, the test does by
 * calling the handlers.
 */
@SpringBootTest(classes = Application.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@RunsProgram
abstract class ApiFixture {
    static final String TOKEN = "token-0123456789-0123456789-0123456789";
    static final JsonMapper JSON = new JsonMapper();
    static final DataSource DATABASE = TestDatabase.dataSource();
    static final int SIZE = 32;
    static final boolean[] TRAIN = new boolean[24];
    static final boolean[] TEST = DrawnSet.everyNth(12, 3);

    /** Outlives each class, as the application does: Spring keeps it for all classes of this kind. */
    private static final Path FOLDER = folder();

    /** Made once: the data set, its version and a run with results. */
    static String version = "";

    static String dataset = "";
    static String run = "";
    private static @Nullable Contract contract;

    @LocalServerPort
    int port;

    @Autowired
    private List<JobHandler> handlers;

    final HttpClient client = HttpClient.newHttpClient();

    private static Path folder() {
        try {
            return Files.createTempDirectory(Path.of("target"), "api-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", () -> TestDatabase.url(DATABASE));
        registry.add("spring.datasource.username", () -> "postgres");
        registry.add("oddboard.home", () -> FOLDER.toString());
        registry.add("oddboard.role", () -> "web");
        registry.add("oddboard.demo", () -> "false");
        registry.add("oddboard.report.guest-links", () -> "true");
        registry.add("oddboard.bootstrap-token", () -> TOKEN);
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1" + path))
                .header("Authorization", "Bearer " + TOKEN);
    }

    /** Every answer is held against the API's description. */
    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
        contract().check(answer);
        return answer;
    }

    Contract contract() throws Exception {
        if (contract == null) {
            contract =
                    new Contract(JSON.readTree(client.send(to("/openapi.json").build(), BodyHandlers.ofString())
                            .body()));
        }
        return contract;
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(to(path));
    }

    JsonNode json(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request =
                to(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    String id(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 202);
        return JSON.readTree(answer.body()).get("id").asString();
    }

    String upload(String name, byte[] bytes) throws Exception {
        return id(
                send(to("/datasets/" + dataset + "/uploads?filename=" + name).POST(BodyPublishers.ofByteArray(bytes))));
    }

    /** Does a job as a worker would. */
    void work(String job, String kind) throws Exception {
        JobHandler handler =
                handlers.stream().filter(h -> h.kind().equals(kind)).findFirst().orElseThrow();
        Path attempt = Files.createTempDirectory(FOLDER, "attempt");
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
        String labels = upload("labels.csv", Files.readAllBytes(DrawnSet.labels(FOLDER.resolve("l.csv"), TEST)));
        HttpResponse<String> queued = post("/datasets/" + dataset + "/versions", """
                {"files":[{"upload":"%s","role":"train"},{"upload":"%s","role":"test"},{"upload":"%s","role":"labels"}]}
                """.formatted(train, test, labels));
        version = id(queued);
        work(JSON.readTree(queued.body()).get("job").asString(), "import");
        HttpResponse<String> started =
                post("/runs", conv("\"settings\":{\"epochs\":2,\"batchSize\":8},\"tags\":[\"first\"]"));
        run = id(started);
        assertThat(JSON.readTree(started.body()).get("state").asString()).isEqualTo("QUEUED");
        work(JSON.readTree(started.body()).get("job").asString(), "run");
    }

    static String conv(String more) {
        return "{\"version\":\"" + version + "\",\"detector\":\"conv\"" + (more.isEmpty() ? "" : "," + more) + "}";
    }
}
