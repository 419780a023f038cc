package oddboard.scoring;

import static oddboard.scoring.TrainedProgram.SIZE;
import static oddboard.scoring.TrainedProgram.TEST;
import static oddboard.scoring.TrainedProgram.column;
import static oddboard.scoring.TrainedProgram.created;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import javax.imageio.ImageIO;
import oddboard.common.StoredJson;
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
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** The whole way by the API against the whole program: train, register, score, over the death of the worker. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@StartsProcess
class ScoringApiTest {
    private static final Duration LONG = Duration.ofMinutes(4);

    @TempDir
    static Path folder;

    private static TrainedProgram trained;
    private static Program program;
    private static Api api;
    private static String dataset;
    private static String version;
    private static String run;

    @BeforeAll
    static void train() throws Exception {
        program = Program.start(folder.resolve("home"), "--oddboard.demo=false");
        trained = new TrainedProgram(program, folder);
        api = trained.api;
        dataset = trained.dataset;
        version = trained.version;
        run = trained.run;
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

    private static double median() throws Exception {
        return trained.median();
    }

    private static JsonNode awaitEnd(String path) {
        return trained.awaitEnd(path);
    }

    private static String start(String body) throws Exception {
        Api.Answer answer = api.post("/scorings", body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return answer.json().get("id").asString();
    }

    @Test
    @Order(1)
    void theTestSplitScoresAsInItsRunByAnAlias() throws Exception {
        Api.Answer answer = api.post(
                "/scorings", "{\"model\":\"blobs@champion\",\"version\":\"" + version + "\",\"maps\":\"all\"}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        JsonNode resolved = answer.json().get("resolved");
        assertThat(resolved.get("version").asInt()).isEqualTo(1);
        assertThat(resolved.get("sha256").asString()).hasSize(64);
        String id = answer.json().get("id").asString();
        JsonNode done = awaitEnd("/scorings/" + id);
        assertThat(done.get("counts").get("flagged").asInt()).isEqualTo(30);
        assertThat(done.get("counts").get("passed").asInt()).isEqualTo(30);

        String csv = api.get("/scorings/" + id + "/scores.csv").text();
        String ofRun = api.get("/runs/" + run + "/scores.csv").text();
        assertThat(csv.lines().skip(1).map(line -> line.split(",")[0] + "," + line.split(",")[1]))
                .containsExactlyElementsOf(ofRun.lines().skip(1).toList());
        assertThat(csv).startsWith("ID,score,calibrated,flagged,file\n");

        List<String> lines =
                api.get("/scorings/" + id + "/scores.jsonl").text().lines().toList();
        assertThat(lines).hasSize(60);
        JsonNode line = StoredJson.MAPPER.readTree(lines.getFirst());
        assertThat(line.get("score").asDouble()).isEqualTo(column(ofRun)[0]);
        assertThat(line.get("flagged").asBoolean())
                .isEqualTo(line.get("calibrated").asDouble() >= 0.5);

        JsonNode images =
                api.get("/scorings/" + id + "/images?flagged=true&limit=2").json();
        JsonNode first = images.get("items").get(0);
        assertThat(first.get("rank").asInt()).isEqualTo(1);
        assertThat(first.get("outcome").asString()).isEqualTo("flagged");
        for (String picture : new String[] {"image", "map"}) {
            String link = first.get("links").get(picture).asString().substring("/api/v1".length());
            assertThat(ImageIO.read(new ByteArrayInputStream(api.bytes(link))).getWidth())
                    .isEqualTo(SIZE);
        }
        JsonNode next = api.get("/scorings/" + id + "/images?flagged=true&limit=2&cursor="
                        + images.get("next").asString())
                .json();
        assertThat(next.get("items").get(0).get("rank").asInt()).isEqualTo(3);

        Api.Answer verdict = api.post(
                "/scorings/" + id + "/verdicts",
                "{\"index\":" + first.get("index").asInt() + ",\"verdict\":\"anomalous\",\"type\":\"spot\"}");
        assertThat(verdict.status()).as(verdict.text()).isEqualTo(200);
        assertThat(verdict.json().get("verdict").get("type").asString()).isEqualTo("spot");
        assertThat(api.get("/scorings").json().get("items").get(0).get("id").asString())
                .isEqualTo(id);
    }

    @Test
    @Order(2)
    void oneImageIsScoredAtOnceAsInTheRun() throws Exception {
        byte[] packed = DrawnSet.pixels(TEST, SIZE, 2);
        double[] ofRun = column(api.get("/runs/" + run + "/scores.csv").text());
        long slowest = 0;
        for (int i = 0; i < TEST.length; i++) {
            long start = System.nanoTime();
            Api.Answer answer = api.upload(
                    "/models/blobs@champion/predict?map=true",
                    BodyPublishers.ofByteArray(ScoringFixture.png(packed, i, SIZE)));
            slowest = Math.max(slowest, System.nanoTime() - start);
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(answer.json().get("score").asDouble()).isEqualTo(ofRun[i]);
            assertThat(answer.json().get("flagged").asBoolean()).isEqualTo(ofRun[i] >= median());
            byte[] map = java.util.Base64.getDecoder()
                    .decode(answer.json().get("map").asString());
            assertThat(ImageIO.read(new ByteArrayInputStream(map)).getWidth()).isEqualTo(SIZE);
        }
        assertThat(Duration.ofNanos(slowest)).isLessThan(Duration.ofSeconds(5));

        Api.Answer byVersion =
                api.upload("/models/blobs/1/predict", BodyPublishers.ofByteArray(ScoringFixture.png(packed, 0, SIZE)));
        assertThat(byVersion.json().get("version").asInt()).isEqualTo(1);
        assertThat(byVersion.json().get("map").isNull()).isTrue();
        Api.Answer noImage = api.upload("/models/blobs@champion/predict", BodyPublishers.ofString("no image"));
        assertThat(noImage.json().get("code").asString()).isEqualTo("NOT_AN_IMAGE");
        assertThat(api.upload("/models/other@champion/predict", BodyPublishers.ofString("x"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    @Order(3)
    void eachImageIsScoredOnceThoughItsWorkerIsKilledThreeTimes() throws Exception {
        int count = 20_000;
        byte[] packed = DrawnSet.pixels(new boolean[500], SIZE, 5);
        LinkedHashMap<String, byte[]> files = new LinkedHashMap<>();
        List<byte[]> pngs = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            pngs.add(ScoringFixture.png(packed, i, SIZE));
        }
        for (int i = 0; i < count; i++) {
            files.put("%05d.png".formatted(i), pngs.get(i % 500));
        }
        String upload = created(api.upload(
                "/datasets/" + dataset + "/uploads?filename=line.zip",
                BodyPublishers.ofByteArray(ScoringFixture.zip(files))));
        String whole = start("{\"model\":\"blobs/1\",\"uploads\":[\"" + upload + "\"],\"maps\":\"none\"}");
        JsonNode unbroken = awaitEnd("/scorings/" + whole);

        String id = start("{\"model\":\"blobs/1\",\"uploads\":[\"" + upload + "\"],\"maps\":\"none\"}");
        JdbcClient sql = JdbcClient.create(program.database());
        for (int death = 1; death <= 3; death++) {
            int least = death * 4000;
            Await.until("progress", LONG, () -> done(sql, id) >= least ? true : null);
            program.worker().destroyForcibly();
            int then = done(sql, id);
            assertThat(then).isLessThan(count);
            Await.until("another worker", LONG, () -> done(sql, id) > then ? true : null);
        }
        JsonNode ended = awaitEnd("/scorings/" + id);
        assertThat(ended.get("counts")).isEqualTo(unbroken.get("counts"));
        assertThat(ended.get("counts").get("done").asInt()).isEqualTo(count);
        assertThat(sql.sql("""
                        select count(*) = 20000 and count(distinct index) = 20000 and min(index) = 0 and max(index) = 19999
                        from scoring_image where scoring_id = :id""")
                        .param("id", Long.parseLong(id))
                        .query(Boolean.class)
                        .single())
                .isTrue();
        assertThat(column(api.get("/scorings/" + id + "/scores.csv").text()))
                .containsExactly(
                        column(api.get("/scorings/" + whole + "/scores.csv").text()));
        assertThat(sql.sql("select j.attempt from job j join scoring s on s.job_id = j.id where s.id = :id")
                        .param("id", Long.parseLong(id))
                        .query(Integer.class)
                        .single())
                .isEqualTo(4);
    }

    private static int done(JdbcClient sql, String id) {
        return sql.sql("select count(*) from scoring_image where scoring_id = :id")
                .param("id", Long.parseLong(id))
                .query(Integer.class)
                .single();
    }
}
