package oddboard.scoring;

import static oddboard.scoring.TrainedProgram.SIZE;
import static oddboard.scoring.TrainedProgram.TEST;
import static oddboard.scoring.TrainedProgram.column;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import oddboard.common.StoredJson;
import oddboard.detector.Detector;
import oddboard.detector.Detectors;
import oddboard.testing.DrawnSet;
import oddboard.testing.Program;
import oddboard.testing.SharedProgram;
import oddboard.testing.StartsProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** One image at a time, and some at once by the Open Inference Protocol, against the whole program: every detector. */
@StartsProcess
class PredictedAsInTheRunTest {
    private static final int IMAGES = 6;

    @TempDir
    static Path folder;

    private static TrainedProgram trained;

    @BeforeAll
    static void train() throws Exception {
        trained = new TrainedProgram(SharedProgram.get(), folder);
    }

    @AfterAll
    static void forget() throws Exception {
        if (trained != null) {
            trained.forget();
        }
    }

    static Stream<String> kinds() {
        return Stream.concat(Detectors.all().stream().map(Detector::id), Stream.of("vae sampleAtScoring=true"));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyImageScoresBitForBitAsInTheRun(String kind) throws Exception {
        String[] parts = (kind + " ").split(" ", -1);
        Map<String, Object> settings = ScoringJobTest.settings(parts[0], parts[1]);
        String run = trained.api
                .post(
                        "/runs",
                        "{\"version\":\"%s\",\"detector\":\"%s\",\"settings\":%s}"
                                .formatted(trained.version, parts[0], StoredJson.MAPPER.writeValueAsString(settings)))
                .json()
                .get("id")
                .asString();
        trained.awaitEnd("/runs/" + run);
        double[] ofRun = column(trained.api.get("/runs/" + run + "/scores.csv").text());
        String model = "single-" + run;
        var registered = trained.api.post("/models", "{\"run\":\"%s\",\"name\":\"%s\"}".formatted(run, model));
        assertThat(registered.status()).as(registered.text()).isEqualTo(201);
        byte[] packed = DrawnSet.pixels(TEST, SIZE, 2);

        List<String> files = new ArrayList<>();
        for (int i = 0; i < IMAGES; i++) {
            byte[] png = ScoringFixture.png(packed, i, SIZE);
            files.add('"' + Base64.getEncoder().encodeToString(png) + '"');
            var answer = trained.api.upload("/models/" + model + "/1/predict", BodyPublishers.ofByteArray(png));
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            // What an image is to the others lies in its place there: alone it is the first.
            if (parts[1].isEmpty() || i == 0) {
                assertThat(answer.json().get("score").asDouble()).isEqualTo(ofRun[i]);
            }
        }
        if (parts[1].isEmpty()) {
            JsonNode scores = infer(model, files).at("/outputs/0/data");
            for (int i = 0; i < IMAGES; i++) {
                assertThat(scores.get(i).asDouble()).isEqualTo(ofRun[i]);
            }
        }
    }

    private static JsonNode infer(String model, List<String> files) throws Exception {
        String body = "{\"inputs\":[{\"name\":\"image\",\"shape\":[%d],\"datatype\":\"BYTES\",\"data\":[%s]}]}"
                .formatted(files.size(), String.join(",", files));
        var answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create(trained.program.url() + "/v2/models/" + model + "/versions/1/infer"))
                                .header("Authorization", "Bearer " + Program.TOKEN)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return StoredJson.MAPPER.readTree(answer.body());
    }
}
