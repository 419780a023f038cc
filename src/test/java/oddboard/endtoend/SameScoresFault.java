package oddboard.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import oddboard.testing.Api;
import oddboard.testing.Await;
import oddboard.testing.DrawnSet;
import oddboard.testing.Ledger;
import oddboard.testing.Program;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A real training whose worker is killed twice gives the scores of one that nobody disturbed, to the last bit. */
class SameScoresFault {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final int SIZE = 32;
    private static final boolean[] TEST = DrawnSet.everyNth(120, 3);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"conv", "vae"})
    void givesTheScoresOfAnUndisturbedRun(String detector) throws Exception {
        try (Program program = Program.start(folder.resolve("home"), "--oddboard.demo=false")) {
            Api api = new Api(program.url(), Program.TOKEN);
            String version = importArrays(api);
            String undisturbed = start(api, version, detector);
            String scores = await(api, undisturbed, "");
            String killed = start(api, version, detector);
            int deaths = 0;
            for (int epoch : new int[] {10, 50}) {
                awaitEpoch(api, killed, epoch);
                program.worker().destroyForcibly();
                deaths++;
                int attempt = deaths + 1;
                Await.until(
                        "attempt " + attempt,
                        LONG,
                        () -> api.get("/runs/" + killed).json().get("attempt").asInt() == attempt ? true : null);
            }
            assertThat(await(api, killed, "resumed from epoch")).isEqualTo(scores);
            Ledger.check(program.database());
            Path report =
                    Files.createDirectories(Path.of("target", "fault")).resolve("same-scores-" + detector + ".md");
            Files.write(
                    report,
                    List.of(
                            "# same-scores-" + detector,
                            "",
                            "- " + detector + ", 120 epochs on 300 images: killed "
                                    + deaths + " times and taken up, " + TEST.length
                                    + " scores equal to the undisturbed run's, character by "
                                    + "character"));
        }
    }

    private String importArrays(Api api) throws Exception {
        String dataset =
                api.post("/datasets", "{\"name\":\"Blobs\"}").json().get("id").asString();
        String uploads = "/datasets/" + dataset + "/uploads?filename=";
        String files = "{\"files\":[{\"upload\":\"%s\",\"role\":\"train\"},{\"upload\":\"%s\",\"role\":\"test\"},"
                + "{\"upload\":\"%s\",\"role\":\"labels\"}]}";
        Api.Answer answer = api.post(
                "/datasets/" + dataset + "/versions",
                files.formatted(
                        id(api.upload(
                                uploads + "trainingset.npy",
                                DrawnSet.npy(folder.resolve("train"), new boolean[300], SIZE, 1))),
                        id(api.upload(uploads + "testingset.npy", DrawnSet.npy(folder.resolve("test"), TEST, SIZE, 2))),
                        id(api.upload(uploads + "labels.csv", DrawnSet.labels(folder.resolve("labels"), TEST)))));
        String version = id(answer);
        Await.until(
                "the import",
                LONG,
                () -> api.get("/versions/" + version)
                                .json()
                                .get("state")
                                .asString()
                                .equals("READY")
                        ? true
                        : null);
        return version;
    }

    private static String id(Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isBetween(200, 299);
        return answer.json().get("id").asString();
    }

    private static String start(Api api, String version, String detector) throws Exception {
        return id(api.post(
                "/runs",
                "{\"version\":\"%s\",\"detector\":\"%s\",\"settings\":{\"epochs\":120,\"batchSize\":32}}"
                        .formatted(version, detector)));
    }

    private static void awaitEpoch(Api api, String run, int epoch) {
        Await.until(
                "epoch " + epoch,
                LONG,
                () -> api.get("/runs/" + run).json().get("epoch").asInt() >= epoch ? true : null);
    }

    private static String await(Api api, String run, String inLog) throws Exception {
        JsonNode done = Await.until("run " + run, LONG, () -> {
            JsonNode now = api.get("/runs/" + run).json();
            return List.of("SUCCEEDED", "FAILED", "CANCELLED")
                            .contains(now.get("state").asString())
                    ? now
                    : null;
        });
        assertThat(done.get("state").asString()).as(done.toString()).isEqualTo("SUCCEEDED");
        assertThat(api.get("/runs/" + run + "/log").text()).contains(inLog);
        return api.get("/runs/" + run + "/scores.csv").text();
    }
}
