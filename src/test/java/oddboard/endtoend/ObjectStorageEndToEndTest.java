package oddboard.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.imageio.ImageIO;
import oddboard.storage.TestBlobStore;
import oddboard.testing.Api;
import oddboard.testing.Await;
import oddboard.testing.DrawnSet;
import oddboard.testing.Ledger;
import oddboard.testing.Program;
import oddboard.testing.S3Server;
import oddboard.testing.StartsProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** The whole program with its contents in a bucket: import, training, gallery, an outage, deletion. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@StartsProcess
class ObjectStorageEndToEndTest {
    private static final Duration LONG = Duration.ofMinutes(4);
    private static final int SIZE = 32;
    private static final boolean[] TRAIN = new boolean[200];
    private static final boolean[] TEST = DrawnSet.everyNth(60, 3);

    @TempDir
    static Path folder;

    private static S3Server server;
    private static Program program;
    private static Api api;
    private static JdbcClient jdbc;
    private static String dataset;
    private static String version;

    @BeforeAll
    static void startProgram() throws Exception {
        server = new S3Server("store");
        program = Program.start(
                folder.resolve("home"),
                "--oddboard.demo=false",
                "--oddboard.storage.kind=s3",
                "--oddboard.storage.s3.endpoint=" + server.endpoint(),
                "--oddboard.storage.s3.bucket=store",
                "--oddboard.storage.s3.prefix=team/odd",
                "--oddboard.storage.s3.access-key=" + S3Server.KEY,
                "--oddboard.storage.s3.secret-key=" + S3Server.SECRET,
                "--oddboard.storage.s3.tries=3");
        api = new Api(program.url(), Program.TOKEN);
        jdbc = JdbcClient.create(program.database());
    }

    @AfterAll
    static void stopProgram() throws Exception {
        if (program != null) {
            try {
                Ledger.check(program.database());
            } finally {
                program.close();
            }
        }
        server.close();
    }

    @Test
    @Order(1)
    void importsTrainsAndShowsWhatLiesInTheBucket() throws Exception {
        dataset = created(api.post("/datasets", "{\"name\":\"In the bucket\"}"));
        version = importArrays();
        awaitAllInBucket();
        JsonNode done = awaitEnd(startRun());
        assertThat(done.get("state").asString()).as(done + program.log()).isEqualTo("SUCCEEDED");
        awaitAllInBucket();
        assertThat(jdbc.sql("select count(*) from blob_chunk")
                        .query(Integer.class)
                        .single())
                .isZero();
        JsonNode first = api.get("/runs/" + done.get("id").asString() + "/images?limit=5")
                .json()
                .get("items")
                .get(0);
        for (String picture : new String[] {"image", "reconstruction", "errorMap"}) {
            String link = first.get("links").get(picture).asString().substring("/api/v1".length());
            var image = ImageIO.read(new ByteArrayInputStream(api.bytes(link)));
            assertThat(image.getWidth()).as(picture).isEqualTo(SIZE);
        }
        assertThat(program.log()).doesNotContain(S3Server.SECRET);
    }

    @Test
    @Order(2)
    void aJobThatMeetsAnOutageSaysSoAndIsTriedAgain() throws Exception {
        server.fail(1_000_000);
        String upload = "/datasets/" + dataset + "/uploads?filename=labels.csv";
        Api.Answer refused = api.upload(upload, DrawnSet.labels(folder.resolve("labels.csv"), TEST));
        assertThat(refused.status()).as(refused.text()).isEqualTo(503);
        assertThat(refused.json().get("code").asString()).isEqualTo("STORAGE_AWAY");
        assertThat(refused.json().get("detail").asString()).contains("try again later");

        emptyCache();
        String run = startRun();
        Await.until(
                "a failed try",
                LONG,
                () -> jdbc.sql("select count(*) from job_event where reason like '%object storage%'")
                                        .query(Integer.class)
                                        .single()
                                > 0
                        ? true
                        : null);
        server.fail(0);
        JsonNode done = awaitEnd(run);
        assertThat(done.get("state").asString()).as(done + program.log()).isEqualTo("SUCCEEDED");
    }

    @Test
    @Order(3)
    void whatIsDeletedGoesFromTheBucket() throws Exception {
        awaitAllInBucket();
        assertThat(objects()).isNotEmpty();
        assertThat(api.delete("/datasets/" + dataset + "?withRuns=true").status())
                .isEqualTo(204);
        jdbc.sql("update blob set touched_at = now() - interval '2 days'").update();
        try (var bytes = TestBlobStore.inBucket(program.database(), folder, server)) {
            bytes.collect();
            Await.until("an empty bucket", LONG, () -> objects().isEmpty() ? true : null);
        }
        assertThat(jdbc.sql("select count(*) from blob").query(Integer.class).single())
                .isZero();
    }

    /** Else a run would find all that it needs on the machine. */
    private static void emptyCache() throws IOException {
        try (var files = java.nio.file.Files.list(folder.resolve("home/cache/blobs"))) {
            for (Path file : files.toList()) {
                java.nio.file.Files.delete(file);
            }
        }
    }

    /** What comes in pieces, as imports and uploads do, is moved there in the background. */
    private static void awaitAllInBucket() {
        Await.until(
                "all in the bucket",
                LONG,
                () -> jdbc.sql("select count(*) from blob where object_key is null")
                                        .query(Integer.class)
                                        .single()
                                == 0
                        ? true
                        : null);
        assertThat(objects()).isNotEmpty();
    }

    private static List<String> objects() {
        return server.keys().stream().filter(key -> !key.endsWith("owner")).toList();
    }

    private static String importArrays() throws Exception {
        String uploads = "/datasets/" + dataset + "/uploads?filename=";
        Api.Answer answer = api.post("/datasets/" + dataset + "/versions", """
                {"files":[{"upload":"%s","role":"train"},{"upload":"%s","role":"test"},{"upload":"%s","role":"labels"}]}""".formatted(
                created(api.upload(
                        uploads + "trainingset.npy", DrawnSet.npy(folder.resolve("trainingset.npy"), TRAIN, SIZE, 1))),
                created(api.upload(
                        uploads + "testingset.npy", DrawnSet.npy(folder.resolve("testingset.npy"), TEST, SIZE, 2))),
                created(api.upload(uploads + "labels.csv", DrawnSet.labels(folder.resolve("labels.csv"), TEST)))));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        String id = answer.json().get("id").asString();
        Await.until("the import", LONG, () -> {
            String state = api.get("/versions/" + id).json().get("state").asString();
            assertThat(state).as(program.log()).isNotEqualTo("FAILED");
            return state.equals("READY") ? true : null;
        });
        return id;
    }

    private static String startRun() throws Exception {
        Api.Answer answer = api.post(
                "/runs",
                "{\"version\":\"%s\",\"detector\":\"conv\",\"settings\":{\"epochs\":2,\"batchSize\":32}}"
                        .formatted(version));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return answer.json().get("id").asString();
    }

    private static JsonNode awaitEnd(String run) {
        return Await.until("run " + run, LONG, () -> {
            JsonNode now = api.get("/runs/" + run).json();
            return List.of("SUCCEEDED", "FAILED", "CANCELLED")
                            .contains(now.get("state").asString())
                    ? now
                    : null;
        });
    }

    private static String created(Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().get("id").asString();
    }
}
