package oddboard.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import oddboard.scoring.ScoringFixture;
import oddboard.testing.Api;
import oddboard.testing.Await;
import oddboard.testing.DrawnSet;
import oddboard.testing.Ledger;
import oddboard.testing.Program;
import oddboard.testing.StartsProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two nodes that look into one folder, of which one, and the workers, are killed again and again. */
@StartsProcess
class InboxProcessTest {
    private static final Duration LONG = Duration.ofMinutes(4);
    private static final int SIZE = 32;
    private static final int WAVE = 150;
    private static final boolean[] TEST = DrawnSet.everyNth(30, 3);

    @TempDir
    Path folder;

    private Api api;

    @Test
    void eachImageIsScoredOnceOverTheDeathsOfNodesAndWorkers() throws Exception {
        Path line = Files.createDirectories(folder.resolve("line"));
        String[] settings = {"--oddboard.upload.server-folders=" + line, "--oddboard.inbox.tick-seconds=1"};
        try (Program web = Program.start(folder.resolve("home"), "--oddboard.demo=false", settings[0], settings[1])) {
            api = new Api(web.url(), Program.TOKEN);
            train();
            JdbcClient sql = JdbcClient.create(web.database());
            byte[] pixels = DrawnSet.pixels(new boolean[3 * WAVE], SIZE, 9);
            String inbox = created(api.post(
                    "/inboxes",
                    "{\"name\":\"Line\",\"folder\":\"line\",\"model\":\"caps\",\"alias\":\"champion\",\"minutes\":1}"));
            for (int wave = 0; wave < 3; wave++) {
                try (Program node = Program.worker(folder.resolve("node-" + wave), of(web, settings))) {
                    for (int i = wave * WAVE; i < (wave + 1) * WAVE; i++) {
                        Path file = line.resolve("%04d.png".formatted(i));
                        Files.write(file, ScoringFixture.png(pixels, i, SIZE));
                        Files.setLastModifiedTime(
                                file, FileTime.from(Instant.now().minusSeconds(60)));
                    }
                    api.post("/inboxes/" + inbox + "/look", "");
                    int before = wave * WAVE;
                    Await.until("images of this wave", LONG, () -> taken(sql) > before ? true : null);
                    node.kill();
                    if (wave > 0) {
                        web.worker().destroyForcibly();
                    }
                }
            }
            Await.until("all images", LONG, () -> {
                api.post("/inboxes/" + inbox + "/look", "");
                return scored(sql) >= 3 * WAVE ? true : null;
            });
            Await.until(
                    "the end",
                    LONG,
                    () -> sql.sql("select count(*) from job where state in ('QUEUED', 'RUNNING', 'RETRY_WAIT')")
                                            .query(Integer.class)
                                            .single()
                                    == 0
                            ? true
                            : null);
            assertThat(sql.sql("""
                            select count(*) || ' ' || count(distinct i.sha256) || ' ' || count(distinct i.file)
                                || ' ' || count(i.score)
                            from scoring_image i join scoring s on s.id = i.scoring_id where s.inbox_id is not null""").query(String.class).single()).isEqualTo("450 450 450 450");
            assertThat(api.get("/inboxes/" + inbox).json().get("images").asInt())
                    .isEqualTo(450);
            assertThat(sql.sql("select count(*) from scoring where inbox_id is not null and done <> total")
                            .query(Integer.class)
                            .single())
                    .isZero();
            Ledger.check(web.database());
        }
    }

    private static String[] of(Program web, String[] settings) throws Exception {
        PGSimpleDataSource database = (PGSimpleDataSource) web.database();
        return new String[] {
            settings[0],
            settings[1],
            "--spring.datasource.url=jdbc:postgresql://localhost:" + database.getPortNumbers()[0] + "/postgres",
            "--spring.datasource.username=postgres",
            "--spring.datasource.password=" + database.getPassword()
        };
    }

    private static int taken(JdbcClient sql) {
        return sql.sql("select count(*) from inbox_file").query(Integer.class).single();
    }

    private static int scored(JdbcClient sql) {
        return sql.sql("""
                        select count(*) from scoring_image i join scoring s on s.id = i.scoring_id
                        where s.inbox_id is not null""").query(Integer.class).single();
    }

    private static String created(Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isLessThan(300);
        return answer.json().get("id").asString();
    }

    private void train() throws Exception {
        String dataset = created(api.post("/datasets", "{\"name\":\"Caps\"}"));
        String uploads = "/datasets/" + dataset + "/uploads?filename=";
        List<String> files = List.of(
                created(api.upload(
                        uploads + "trainingset.npy",
                        DrawnSet.npy(folder.resolve("trainingset.npy"), new boolean[100], SIZE, 1))),
                created(api.upload(
                        uploads + "testingset.npy", DrawnSet.npy(folder.resolve("testingset.npy"), TEST, SIZE, 2))),
                created(api.upload(uploads + "labels.csv", DrawnSet.labels(folder.resolve("labels.csv"), TEST))));
        String version = created(api.post(
                "/datasets/" + dataset + "/versions",
                ("{\"files\":[{\"upload\":\"%s\",\"role\":\"train\"},{\"upload\":\"%s\",\"role\":\"test\"},"
                                + "{\"upload\":\"%s\",\"role\":\"labels\"}]}")
                        .formatted(files.toArray())));
        await("/versions/" + version, "READY");
        String run = created(api.post("/runs", "{\"version\":\"" + version + "\",\"detector\":\"patches\"}"));
        await("/runs/" + run, "SUCCEEDED");
        assertThat(api.post("/models", "{\"name\":\"caps\",\"run\":\"" + run + "\"}")
                        .status())
                .isEqualTo(201);
        assertThat(api.put("/models/caps/aliases/champion", "{\"version\":1}").status())
                .isEqualTo(200);
    }

    private void await(String path, String state) {
        Await.until(
                path, LONG, () -> api.get(path).json().get("state").asString().equals(state) ? true : null);
    }
}
