package oddboard.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import oddboard.testing.Api;
import oddboard.testing.Await;
import oddboard.testing.DrawnSet;
import oddboard.testing.Program;
import oddboard.testing.StartsProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A web node that is killed while new labels evaluate the runs: labels and metrics are there together or not at all. */
@StartsProcess
class KilledEvaluationTest {
    private static final boolean[] TRAIN = new boolean[40];
    private static final boolean[] TEST = DrawnSet.everyNth(12, 3);
    private static final int SIZE = 32;

    @TempDir
    Path folder;

    private Api api;

    @Test
    void leavesTheOldLabelsWithTheirMetricsAndTheSecondTryWorks() throws Exception {
        Path home = folder.resolve("home");
        String version;
        String run;
        String metrics;
        try (Program program = Program.start(home, "--oddboard.demo=false")) {
            api = new Api(program.url(), Program.TOKEN);
            version = version();
            run = id(api.post("/runs", "{\"version\":\"" + version + "\",\"detector\":\"patches\"}"));
            await("/runs/" + run, "SUCCEEDED");
            metrics = api.get("/runs/" + run).json().get("metrics").toString();
            JdbcClient database = JdbcClient.create(program.database());
            database.sql("""
                    create function wait_a_minute() returns trigger language plpgsql as $$
                    begin perform pg_sleep(60); return new; end $$""").update();
            database.sql("create trigger wait_a_minute before insert on run_judgement for each row execute function"
                            + " wait_a_minute()")
                    .update();
            Api cut = api;
            Thread.ofVirtual().start(() -> {
                try {
                    relabel(cut, version);
                } catch (Exception e) {
                    // The kill cuts it off.
                }
            });
            Await.until(
                    "new labels to be evaluated",
                    Duration.ofMinutes(1),
                    () -> database.sql("select count(*) from pg_stat_activity where wait_event = 'PgSleep'")
                                            .query(Integer.class)
                                            .single()
                                    > 0
                            ? true
                            : null);
            program.kill();
        }

        try (Program program = Program.start(home, "--oddboard.demo=false")) {
            api = new Api(program.url(), Program.TOKEN);
            JdbcClient.create(program.database())
                    .sql("drop trigger wait_a_minute on run_judgement")
                    .update();
            assertThat(labelSets(version)).isEqualTo(1);
            assertThat(api.get("/runs/" + run).json().get("metrics").toString()).isEqualTo(metrics);
            Api.Answer again = relabel(api, version);
            assertThat(again.status()).as(again.text()).isEqualTo(201);
            assertThat(labelSets(version)).isEqualTo(2);
            assertThat(api.get("/runs/" + run)
                            .json()
                            .get("metrics")
                            .get("labelSet")
                            .asInt())
                    .isEqualTo(2);
        }
    }

    private static Api.Answer relabel(Api api, String version) throws Exception {
        return api.post("/versions/" + version + "/label-sets", "{\"labels\":[{\"index\":1,\"label\":1}]}");
    }

    private int labelSets(String version) throws Exception {
        return api.get("/versions/" + version + "/label-sets")
                .json()
                .get("items")
                .size();
    }

    private String version() throws Exception {
        String dataset = id(api.post("/datasets", "{\"name\":\"Blobs\"}"));
        String uploads = "/datasets/" + dataset + "/uploads?filename=";
        String train = id(api.upload(
                uploads + "trainingset.npy", DrawnSet.npy(folder.resolve("trainingset.npy"), TRAIN, SIZE, 1)));
        String test = id(
                api.upload(uploads + "testingset.npy", DrawnSet.npy(folder.resolve("testingset.npy"), TEST, SIZE, 2)));
        String labels = id(api.upload(uploads + "labels.csv", DrawnSet.labels(folder.resolve("labels.csv"), TEST)));
        String version = id(api.post("/datasets/" + dataset + "/versions", """
                {"files":[{"upload":"%s","role":"train"},{"upload":"%s","role":"test"},{"upload":"%s","role":"labels"}]}""".formatted(train, test, labels)));
        await("/versions/" + version, "READY");
        return version;
    }

    private void await(String path, String state) {
        Await.until(
                path + " to be " + state,
                Duration.ofMinutes(3),
                () -> api.get(path).json().get("state").asString().equals(state) ? true : null);
    }

    private static String id(Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isBetween(200, 202);
        return answer.json().get("id").asString();
    }
}
