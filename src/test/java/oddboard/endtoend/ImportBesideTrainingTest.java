package oddboard.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import oddboard.archive.Zips;
import oddboard.testing.Api;
import oddboard.testing.Await;
import oddboard.testing.DrawnSet;
import oddboard.testing.Program;
import oddboard.testing.SharedProgram;
import oddboard.testing.StartsProcess;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The program as it is started without any setting: an import is begun and ends while a run trains, which goes on meanwhile. */
@StartsProcess
class ImportBesideTrainingTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final int EDGE = 32;

    @Test
    void anImportEndsWhileARunTrains() throws Exception {
        Program program = SharedProgram.get();
        Api api = new Api(program.url(), Program.TOKEN);
        String set = made(api.post("/datasets", "{\"name\":\"Trained meanwhile\"}"));
        String train = array(api, set, "train", new boolean[64]);
        String test = array(api, set, "test", DrawnSet.everyNth(16, 4));
        String version = made(api.post(
                "/datasets/" + set + "/versions",
                "{\"files\":[{\"upload\":\"" + train + "\",\"role\":\"train\"},{\"upload\":\"" + test
                        + "\",\"role\":\"test\"}]}"));
        ready(api, version);
        String run = made(api.post(
                "/runs", "{\"version\":\"" + version + "\",\"detector\":\"conv\",\"settings\":{\"epochs\":10000}}"));
        try {
            int before = Await.until("the training", LONG, () -> epoch(api, run) > 0 ? epoch(api, run) : null);
            String other = made(api.post("/datasets", "{\"name\":\"Imported meanwhile\"}"));
            Map<String, byte[]> images = Zips.smallSet();
            String archive = made(api.upload(
                    "/datasets/" + other + "/uploads?filename=caps.zip", BodyPublishers.ofByteArray(Zips.of(images))));
            String imported = made(api.post(
                    "/datasets/" + other + "/versions",
                    "{\"files\":[{\"upload\":\"" + archive + "\",\"role\":\"archive\"}]}"));
            JsonNode now = ready(api, imported);
            assertThat(now.get("report").get("accepted").asInt()).isEqualTo(images.size());
            JsonNode running = api.get("/runs/" + run).json();
            assertThat(running.get("state").asString()).isEqualTo("RUNNING");
            assertThat(running.get("attempt").asInt()).isEqualTo(1);
            assertThat(running.get("worker").asString())
                    .as("one worker did both")
                    .isEqualTo(api.get("/jobs/" + now.get("job").asString())
                            .json()
                            .get("worker")
                            .asString());
            int after = running.get("epoch").asInt();
            assertThat(after).isGreaterThanOrEqualTo(before);
            Await.until("another epoch", LONG, () -> epoch(api, run) > after ? run : null);
        } finally {
            api.post("/runs/" + run + "/cancel", "");
            Await.until(
                    "the end of the run",
                    LONG,
                    () -> List.of("CANCELLED", "FAILED")
                                    .contains(api.get("/runs/" + run)
                                            .json()
                                            .get("state")
                                            .asString())
                            ? run
                            : null);
        }
    }

    private static int epoch(Api api, String run) throws Exception {
        return api.get("/runs/" + run).json().get("epoch").asInt();
    }

    private static String array(Api api, String set, String name, boolean[] anomalous) throws Exception {
        byte[] npy = DrawnSet.npy(
                "|u1", "(%d, %d, %d, 3)".formatted(anomalous.length, EDGE, EDGE), DrawnSet.pixels(anomalous, EDGE, 1));
        return made(
                api.upload("/datasets/" + set + "/uploads?filename=" + name + ".npy", BodyPublishers.ofByteArray(npy)));
    }

    private static String made(Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isBetween(200, 202);
        return answer.json().get("id").asString();
    }

    private static JsonNode ready(Api api, String version) {
        return Await.until("version " + version, LONG, () -> {
            JsonNode now = api.get("/versions/" + version).json();
            return now.get("state").asString().equals("READY") ? now : null;
        });
    }
}
