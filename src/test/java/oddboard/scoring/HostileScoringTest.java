package oddboard.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import oddboard.common.StoredJson;
import oddboard.ingest.HostileInputs;
import oddboard.ingest.HostileInputs.Input;
import oddboard.testing.Api;
import oddboard.testing.DrawnSet;
import oddboard.testing.Ledger;
import oddboard.testing.Program;
import oddboard.testing.StartsProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Files that an import refuses or takes with care, sent to be scored: each gets its error, and the worker goes on. */
@StartsProcess
class HostileScoringTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    /** Uploads of one scoring. */
    private static final int AT_ONCE = 20;

    @TempDir
    static Path folder;

    private static TrainedProgram trained;
    private static Api api;
    private static long worker;

    @BeforeAll
    static void train() throws Exception {
        trained = new TrainedProgram(Program.start(folder.resolve("home"), "--oddboard.demo=false"), folder);
        api = trained.api;
        worker = trained.program.worker().pid();
    }

    @AfterAll
    static void stop() throws Exception {
        if (trained != null) {
            try {
                Ledger.check(trained.program.database());
            } finally {
                trained.program.close();
            }
        }
    }

    @Test
    void aScoringOfThemHasAnErrorForEachThatIsNoImage() throws Exception {
        List<String> uploads = new ArrayList<>();
        int refused = 0;
        for (Input input : HostileInputs.uploads()) {
            Api.Answer upload = api.upload(
                    "/datasets/" + trained.dataset + "/uploads?filename=" + input.name(),
                    BodyPublishers.ofByteArray(input.bytes()));
            if (upload.status() == 201) {
                uploads.add('"' + upload.json().get("id").asString() + '"');
            } else {
                refused(input, upload);
                refused++;
            }
        }
        assertThat(uploads).hasSizeGreaterThan(150);
        assertThat(refused).isBetween(1, 30);
        int errors = 0;
        for (int from = 0; from < uploads.size(); from += AT_ONCE) {
            List<String> some = uploads.subList(from, Math.min(from + AT_ONCE, uploads.size()));
            Api.Answer scoring =
                    api.post("/scorings", "{\"model\":\"blobs/1\",\"maps\":\"none\",\"uploads\":" + some + "}");
            assertThat(scoring.status()).as(scoring.text()).isEqualTo(202);
            String id = scoring.json().get("id").asString();
            trained.awaitEnd("/scorings/" + id);
            JsonNode images =
                    api.get("/scorings/" + id + "/images?limit=200").json().get("items");
            for (JsonNode image : images) {
                assertThat(image.hasNonNull("error")).as(image.toString()).isNotEqualTo(image.hasNonNull("score"));
                if (image.hasNonNull("error")) {
                    errors++;
                    sentence(
                            image.get("file").asString(),
                            image.get("error").get("detail").asString());
                }
            }
        }
        assertThat(errors).isGreaterThan(50);
        goesOn();
    }

    @Test
    void aSingleOneIsRefusedOrScored() throws Exception {
        for (Input input : HostileInputs.pictures()) {
            Api.Answer answer = api.upload("/models/blobs/1/predict", BodyPublishers.ofByteArray(input.bytes()));
            if (answer.status() == 200) {
                assertThat(answer.json().get("score").asDouble())
                        .as(input.what())
                        .isBetween(-1e6, 1e6);
            } else {
                refused(input, answer);
            }
            HttpResponse<String> infer = CLIENT.send(
                    HttpRequest.newBuilder(URI.create(trained.program.url() + "/v2/models/blobs/infer"))
                            .header("Authorization", "Bearer " + Program.TOKEN)
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(
                                    """
                                    {"inputs":[{"name":"image","shape":[1],"datatype":"BYTES","data":["%s"]}]}""".formatted(Base64.getEncoder().encodeToString(input.bytes()))))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(infer.statusCode())
                    .as(input.what() + ": " + infer.body())
                    .isLessThan(500);
            assertThat(infer.statusCode() == 200).as(input.what()).isEqualTo(answer.status() == 200);
            if (infer.statusCode() != 200) {
                sentence(
                        input.what(),
                        StoredJson.MAPPER.readTree(infer.body()).get("error").asString());
            }
        }
        goesOn();
    }

    private static void refused(Input input, Api.Answer answer) {
        assertThat(answer.status()).as(input.what() + ": " + answer.text()).isBetween(400, 499);
        sentence(input.what(), answer.json().get("detail").asString());
    }

    private static void sentence(String what, String text) {
        assertThat(text)
                .as(what)
                .endsWith(".")
                .hasSizeBetween(15, 600)
                .doesNotContain("Exception", "java.", "reference")
                .matches(s -> s.chars().noneMatch(Character::isISOControl), "is one line");
    }

    /** Of the same worker. */
    private static void goesOn() throws Exception {
        byte[] good =
                ScoringFixture.png(DrawnSet.pixels(new boolean[1], TrainedProgram.SIZE, 5), 0, TrainedProgram.SIZE);
        Api.Answer answer = api.upload("/models/blobs/1/predict", BodyPublishers.ofByteArray(good));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(trained.program.worker().pid()).isEqualTo(worker);
        assertThat(trained.program.log()).doesNotContain("OutOfMemoryError");
    }
}
