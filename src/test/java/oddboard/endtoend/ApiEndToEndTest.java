package oddboard.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import javax.imageio.ImageIO;
import oddboard.testing.Api;
import oddboard.testing.Await;
import oddboard.testing.DrawnSet;
import oddboard.testing.Ledger;
import oddboard.testing.Program;
import oddboard.testing.StartsProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The whole way by the API against the whole program: from an upload to the images, over the death of its processes. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@StartsProcess
class ApiEndToEndTest {
    private static final Duration LONG = Duration.ofMinutes(4);
    private static final int SIZE = 32;
    private static final boolean[] TRAIN = new boolean[400];
    private static final boolean[] TEST = DrawnSet.everyNth(120, 3);

    @TempDir
    static Path folder;

    private static Program program;
    private static Api api;
    private static String dataset;
    private static String version;

    @BeforeAll
    static void startProgram() throws Exception {
        program = Program.start(folder.resolve("home"), "--oddboard.demo=false");
        api = new Api(program.url(), Program.TOKEN);
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
    }

    @Test
    @Order(1)
    void isClosedToWhoIsNotSignedInButForItsHealth() throws Exception {
        Api nobody = new Api(program.url(), "");
        assertThat(nobody.get("/health").status()).isEqualTo(200);
        for (String path :
                new String[] {"/detectors", "/datasets", "/datasets/1", "/runs/1", "/runs/1/scores.csv", "/workers"}) {
            assertThat(nobody.get(path).status()).as(path).isEqualTo(401);
        }
        assertThat(new Api(program.url(), Program.TOKEN + "x").get("/datasets").status())
                .isEqualTo(401);
    }

    @Test
    @Order(2)
    void goesFromUploadToImages() throws Exception {
        dataset = created(api.post("/datasets", "{\"name\":\"Blobs\"}"));
        version = importArrays(dataset);
        JsonNode imported = api.get("/versions/" + version).json();
        assertThat(imported.get("trainCount").asInt()).isEqualTo(TRAIN.length);
        assertThat(imported.get("testCount").asInt()).isEqualTo(TEST.length);
        assertThat(imported.get("anomalyCount").asInt()).isEqualTo(40);

        String run = startRun("conv", "{\"epochs\":8,\"batchSize\":32}");
        JsonNode done = awaitSuccess(run);
        assertThat(done.get("epoch").asInt()).isEqualTo(8);
        assertThat(api.get("/runs/" + run + "/losses").json().get("items").size())
                .isEqualTo(8);
        assertThat(api.get("/runs/" + run + "/log?tail=50").text()).contains("epoch 8");

        double auroc = done.get("metrics").get("auroc").asDouble();
        assertThat(auroc)
                .isCloseTo(pairsInOrder(api.get("/runs/" + run + "/scores.csv").text()), within(1e-9));
        assertThat(auroc).isGreaterThan(0.6);
        assertThat(done.get("metrics").get("aurocLow").asDouble()).isLessThan(auroc);
        assertThat(api.get("/runs/" + run + "/roc").json().get("auroc").asDouble())
                .isEqualTo(auroc);

        JsonNode board = api.get("/versions/" + version + "/leaderboard").json().get("items");
        assertThat(board.get(0).get("run").asString()).isEqualTo(run);
        assertThat(board.get(0).get("auroc").asDouble()).isEqualTo(auroc);

        JsonNode first =
                api.get("/runs/" + run + "/images?limit=5").json().get("items").get(0);
        assertThat(first.get("rank").asInt()).isEqualTo(1);
        for (String picture : new String[] {"image", "reconstruction", "errorMap"}) {
            String link = first.get("links").get(picture).asString().substring("/api/v1".length());
            var image = ImageIO.read(new ByteArrayInputStream(api.bytes(link)));
            assertThat(image.getWidth()).as(picture).isEqualTo(SIZE);
        }
    }

    @Test
    @Order(3)
    void tellsWhatIsWrongWithAFileAndKeepsNothingOfIt() throws Exception {
        String id = created(api.post("/datasets", "{\"name\":\"Broken\"}"));
        byte[] whole = DrawnSet.npy("|u1", "(4, 32, 32, 3)", DrawnSet.pixels(new boolean[4], 32, 1));
        byte[] cut = java.util.Arrays.copyOf(whole, whole.length - 100);
        byte[] pickle = DrawnSet.npy("|O", "(4,)", new byte[64]);
        byte[] flat = DrawnSet.npy("|u1", "(4, 32)", new byte[128]);
        for (byte[] bad : new byte[][] {cut, pickle, flat}) {
            String train = created(
                    api.upload("/datasets/" + id + "/uploads?filename=bad.npy", BodyPublishers.ofByteArray(bad)));
            String test = created(
                    api.upload("/datasets/" + id + "/uploads?filename=ok.npy", BodyPublishers.ofByteArray(whole)));
            String labels = created(api.upload(
                    "/datasets/" + id + "/uploads?filename=labels.csv",
                    BodyPublishers.ofString("ID,label\n0,0\n1,1\n2,0\n3,1\n")));
            Api.Answer answer = api.post("/datasets/" + id + "/versions", files(train, test, labels));
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.json().get("errors").get(0).get("file").asString())
                    .isEqualTo("bad.npy");
            assertThat(answer.json().get("detail").asString())
                    .contains("bad.npy")
                    .doesNotContain("Exception");
        }
        assertThat(api.get("/datasets/" + id).json().get("versions").size()).isZero();
        assertThat(api.post(
                                "/runs",
                                "{\"version\":\"" + version + "\",\"detector\":\"conv\",\"settings\":{\"epochs\":0}}")
                        .status())
                .isEqualTo(422);
        assertThat(api.get("/datasets/999999").status()).isEqualTo(404);
    }

    @Test
    @Order(4)
    void goesOnFromItsCheckpointWhenItsWorkerIsKilled() throws Exception {
        String run = startRun("conv", "{\"epochs\":40,\"batchSize\":32}");
        awaitEpoch(run, 12);
        program.worker().destroyForcibly();
        JsonNode done = awaitSuccess(run);
        assertThat(done.get("attempt").asInt()).isEqualTo(2);
        assertThat(api.get("/runs/" + run + "/losses?limit=1000")
                        .json()
                        .get("items")
                        .size())
                .isEqualTo(40);
        assertThat(api.get("/runs/" + run + "/log").text()).contains("resumed from epoch");
        assertThat(program.isAlive()).isTrue();
    }

    @Test
    @Order(5)
    void goesOnFromItsCheckpointWhenTheWholeProgramIsKilled() throws Exception {
        String run = startRun("conv", "{\"epochs\":40,\"batchSize\":32}");
        awaitEpoch(run, 12);
        program.kill();
        program = Program.start(folder.resolve("home"), "--oddboard.demo=false");
        api = new Api(program.url(), Program.TOKEN);
        JsonNode done = awaitSuccess(run);
        // The orphaned worker may have stored its checkpoint and left in order before the next start.
        assertThat(done.get("attempt").asInt()).isGreaterThan(1);
        assertThat(api.get("/runs/" + run + "/log").text()).contains("resumed from epoch");
    }

    @Test
    @Order(6)
    void cancelsARunningRun() throws Exception {
        String run = startRun("conv", "{\"epochs\":5000,\"batchSize\":32}");
        awaitEpoch(run, 1);
        assertThat(api.post("/runs/" + run + "/cancel", "{}").status()).isEqualTo(202);
        Await.until(
                "cancelled",
                Duration.ofSeconds(30),
                () -> api.get("/runs/" + run).json().get("state").asString().equals("CANCELLED") ? true : null);
    }

    private static String importArrays(String dataset) throws Exception {
        Path train = DrawnSet.npy(folder.resolve("trainingset.npy"), TRAIN, SIZE, 1);
        Path test = DrawnSet.npy(folder.resolve("testingset.npy"), TEST, SIZE, 2);
        Path labels = DrawnSet.labels(folder.resolve("labels.csv"), TEST);
        String uploads = "/datasets/" + dataset + "/uploads?filename=";
        Api.Answer answer = api.post(
                "/datasets/" + dataset + "/versions",
                files(
                        created(api.upload(uploads + "trainingset.npy", train)),
                        created(api.upload(uploads + "testingset.npy", test)),
                        created(api.upload(uploads + "labels.csv", labels))));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        String id = answer.json().get("id").asString();
        Await.until("the import", LONG, () -> {
            String state = api.get("/versions/" + id).json().get("state").asString();
            assertThat(state).isNotEqualTo("FAILED");
            return state.equals("READY") ? true : null;
        });
        return id;
    }

    private static String files(String train, String test, String labels) {
        return ("{\"files\":[{\"upload\":\"%s\",\"role\":\"train\"},{\"upload\":\"%s\",\"role\":\"test\"},"
                        + "{\"upload\":\"%s\",\"role\":\"labels\"}]}")
                .formatted(train, test, labels);
    }

    private static String created(Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().get("id").asString();
    }

    private static String startRun(String detector, String settings) throws Exception {
        Api.Answer answer = api.post(
                "/runs",
                "{\"version\":\"%s\",\"detector\":\"%s\",\"settings\":%s}".formatted(version, detector, settings));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return answer.json().get("id").asString();
    }

    private static JsonNode awaitSuccess(String run) {
        return Await.until("run " + run, LONG, () -> {
            JsonNode now = api.get("/runs/" + run).json();
            String state = now.get("state").asString();
            if (state.equals("FAILED") || state.equals("CANCELLED")) {
                throw new AssertionError(now + "\n" + program.log());
            }
            return state.equals("SUCCEEDED") ? now : null;
        });
    }

    private static void awaitEpoch(String run, int epoch) {
        Await.until(
                "epoch " + epoch,
                LONG,
                () -> api.get("/runs/" + run).json().get("epoch").asInt() >= epoch ? true : null);
    }

    /** AUC by its definition: the share of (anomalous, normal) pairs whose scores are in the right order. */
    private static double pairsInOrder(String csv) {
        String[] lines = csv.strip().split("\n");
        assertThat(lines[0]).isEqualTo("ID,score");
        double[] scores = new double[lines.length - 1];
        for (int i = 1; i < lines.length; i++) {
            String[] cells = lines[i].strip().split(",");
            scores[Integer.parseInt(cells[0])] = Double.parseDouble(cells[1]);
        }
        double right = 0;
        double pairs = 0;
        for (int a = 0; a < scores.length; a++) {
            for (int n = 0; n < scores.length; n++) {
                if (TEST[a] && !TEST[n]) {
                    pairs++;
                    right += scores[a] > scores[n] ? 1 : scores[a] == scores[n] ? 0.5 : 0;
                }
            }
        }
        return right / pairs;
    }
}
