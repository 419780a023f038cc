package oddboard.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import oddboard.testing.Api;
import oddboard.testing.Await;
import oddboard.testing.DrawnSet;
import oddboard.testing.Program;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** The whole program with a run on drawn images, which is registered as {@code blobs@champion} with a threshold. */
final class TrainedProgram {
    static final int SIZE = 32;
    static final boolean[] TEST = DrawnSet.everyNth(60, 3);
    private static final Duration LONG = Duration.ofMinutes(4);
    private static final boolean[] TRAIN = new boolean[200];
    /** Several classes may share one program, in which names are taken once. */
    private static final AtomicInteger MADE = new AtomicInteger();

    final Program program;
    final Api api;
    final String dataset;
    final String version;
    final String run;

    /** @param folder for what is uploaded */
    TrainedProgram(Program program, Path folder) throws Exception {
        this.program = program;
        api = new Api(program.url(), Program.TOKEN);
        dataset = created(api.post("/datasets", "{\"name\":\"Trained blobs %d\"}".formatted(MADE.incrementAndGet())));
        String uploads = "/datasets/" + dataset + "/uploads?filename=";
        Api.Answer answer = api.post(
                "/datasets/" + dataset + "/versions",
                ("{\"files\":[{\"upload\":\"%s\",\"role\":\"train\"},{\"upload\":\"%s\",\"role\":\"test\"},"
                                + "{\"upload\":\"%s\",\"role\":\"labels\"}]}")
                        .formatted(
                                created(api.upload(
                                        uploads + "trainingset.npy",
                                        DrawnSet.npy(folder.resolve("trainingset.npy"), TRAIN, SIZE, 1))),
                                created(api.upload(
                                        uploads + "testingset.npy",
                                        DrawnSet.npy(folder.resolve("testingset.npy"), TEST, SIZE, 2))),
                                created(api.upload(
                                        uploads + "labels.csv", DrawnSet.labels(folder.resolve("labels.csv"), TEST)))));
        version = answer.json().get("id").asString();
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
        run = api.post(
                        "/runs",
                        "{\"version\":\"%s\",\"detector\":\"conv\",\"settings\":{\"epochs\":6,\"batchSize\":32}}"
                                .formatted(version))
                .json()
                .get("id")
                .asString();
        awaitEnd("/runs/" + run);
        register(JdbcClient.create(program.database()));
    }

    /** As pages do it; the rows alone matter here. */
    private void register(JdbcClient sql) throws Exception {
        sql.sql("""
                insert into registered_model (dataset_id, name, account_id)
                select id, 'blobs', account_id from dataset where id = :dataset""").param("dataset", Long.parseLong(dataset)).update();
        sql.sql("""
                insert into model_version (model_id, version, sha256, run_id, run_name, version_id, weights_sha256, detector,
                    settings, seed, preprocessing, metrics, software, account_id)
                select m.id, 1, repeat('a', 64), r.id, r.name, r.version_id, c.sha256, r.detector, r.settings, r.seed,
                    '{"size":32,"channels":3,"crop":"SQUARE","cropFraction":1,"valueRange":""}',
                    '{"trainSeconds":1,"scoreSeconds":1,"trainCount":200,"testCount":60}', 'test', r.account_id
                from run r join registered_model m on m.name = 'blobs'
                join lateral (select sha256 from run_checkpoint where run_id = r.id order by id desc limit 1) c on true
                where r.id = :run""").param("run", Long.parseLong(run)).update();
        sql.sql("""
                insert into threshold (model_version_id, method, value, scale, account_id)
                select id, 'manual', :value, 0.5, account_id from model_version where run_id = :run""").param("run", Long.parseLong(run)).param("value", median()).update();
        sql.sql("""
                insert into model_alias (model_id, name, model_version_id, account_id)
                select model_id, 'champion', id, account_id from model_version where run_id = :run""").param("run", Long.parseLong(run)).update();
    }

    /** Pages can't show what {@link #register} has made up. */
    void forget() throws IOException {
        JdbcClient.create(program.database())
                .sql("delete from registered_model where name = 'blobs' or name like 'single-%'")
                .update();
    }

    double median() throws Exception {
        double[] scores = column(api.get("/runs/" + run + "/scores.csv").text());
        Arrays.sort(scores);
        return scores[scores.length / 2];
    }

    static double[] column(String csv) {
        return csv.lines()
                .skip(1)
                .mapToDouble(line -> Double.parseDouble(line.split(",")[1]))
                .toArray();
    }

    static String created(Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().get("id").asString();
    }

    JsonNode awaitEnd(String path) {
        return Await.until("the end of " + path, LONG, () -> {
            JsonNode now = api.get(path).json();
            String state = now.get("state").asString();
            if (state.equals("FAILED") || state.equals("CANCELLED")) {
                throw new AssertionError(now + "\n" + program.log());
            }
            return state.equals("SUCCEEDED") ? now : null;
        });
    }
}
