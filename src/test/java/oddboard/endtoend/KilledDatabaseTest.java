package oddboard.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import oddboard.testing.Api;
import oddboard.testing.Await;
import oddboard.testing.DrawnSet;
import oddboard.testing.Program;
import oddboard.testing.StartsProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The embedded database is killed while the whole program works, and nobody has to do anything about it. */
@StartsProcess
class KilledDatabaseTest {
    private static final Duration BACK = Duration.ofSeconds(20);
    private static final Duration LONG = Duration.ofMinutes(4);
    private static final boolean[] TEST = DrawnSet.everyNth(900, 3);

    @TempDir
    Path folder;

    private Path home;
    private Program program;
    private Api api;
    private JdbcClient sql;

    @Test
    void killedDuringImportTrainingAndScoringItIsBackAndNothingIsLost() throws Exception {
        home = folder.resolve("home");
        try (Program started = Program.start(home, "--oddboard.demo=false")) {
            program = started;
            api = new Api(program.url(), Program.TOKEN);
            sql = JdbcClient.create(program.database());
            String dataset = created(api.post("/datasets", "{\"name\":\"drawn\"}"));
            String uploads = uploads(dataset);
            String version = created(
                    api.post("/datasets/" + dataset + "/versions", "{\"imageSize\":64,\"files\":[" + uploads + "]}"));

            awaitStart("import");
            kill();
            Await.until("the import", LONG, () -> state("/versions/" + version, "READY"));

            String run = created(api.post(
                    "/runs",
                    "{\"version\":\"" + version
                            + "\",\"detector\":\"conv\",\"settings\":{\"epochs\":3,\"batchSize\":32}}"));
            Await.until("an epoch", LONG, () -> losses(run) > 0 ? true : null);
            kill();
            Await.until("the scoring", LONG, () -> progress(run, "images"));
            kill();
            Await.until("the run's end", LONG, () -> state("/runs/" + run, "SUCCEEDED"));

            assertThat(losses(run)).isEqualTo(3);
            assertThat(api.get("/runs/" + run + "/scores.csv").text().lines()).hasSize(TEST.length + 1);
            assertThat(api.get("/versions/" + version + "/leaderboard").text()).contains("\"" + run + "\"");
            assertThat(sql.sql("select count(*) from job where state <> 'SUCCEEDED'")
                            .query(Long.class)
                            .single())
                    .isZero();
        }
        assertThat(doctor()).isEmpty();
    }

    /** Calls and pages say within a second what is the matter, and the next one after the return works. */
    private void kill() throws Exception {
        ProcessHandle killed = postmaster();
        killed.destroyForcibly();
        long since = System.nanoTime();
        Await.until("the database", LONG, () -> {
            long requested = System.nanoTime();
            Api.Answer answer = api.get("/datasets");
            assertThat(Duration.ofNanos(System.nanoTime() - requested)).isLessThan(Duration.ofSeconds(12));
            if (answer.status() == 503) {
                assertThat(answer.json().get("code").asString()).isEqualTo("DATABASE_AWAY");
                assertThat(page()).doesNotContain("Whitelabel");
            }
            assertThat(answer.status()).isIn(200, 503);
            return answer.status() == 200 && postmaster().pid() != killed.pid() ? true : null;
        });
        assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(BACK);
    }

    private String page() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create(program.url() + "/login"))
                                    .header("Accept", "text/html")
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    private ProcessHandle postmaster() throws IOException {
        return ProcessHandle.of(Long.parseLong(Files.readAllLines(home.resolve("postgres/data/postmaster.pid"))
                        .getFirst()
                        .strip()))
                .orElseThrow();
    }

    private void awaitStart(String kind) {
        Await.until(
                "a started " + kind,
                LONG,
                () -> sql.sql("select 1 from job where kind = :kind and state <> 'QUEUED'")
                        .param("kind", kind)
                        .query(Integer.class)
                        .optional()
                        .orElse(null));
    }

    private Boolean progress(String run, String unit) {
        return sql.sql("""
                        select 1 from job j join run r on r.job_id = j.id
                        where r.id = :run and (j.state = 'SUCCEEDED' or j.progress_unit = :unit)""")
                        .param("run", Long.parseLong(run))
                        .param("unit", unit)
                        .query(Integer.class)
                        .optional()
                        .isPresent()
                ? true
                : null;
    }

    private Boolean state(String path, String wanted) throws Exception {
        JsonNode thing = api.get(path).json();
        String state = thing.get("state").asString();
        assertThat(state).as(thing.toString()).isNotIn("FAILED", "CANCELLED");
        return state.equals(wanted) ? true : null;
    }

    private int losses(String run) throws Exception {
        return api.get("/runs/" + run + "/losses").json().get("items").size();
    }

    private String uploads(String dataset) throws Exception {
        Map<String, Path> files = Map.of(
                "train",
                DrawnSet.npy(folder.resolve("train.npy"), new boolean[4000], 96, 1),
                "test",
                DrawnSet.npy(folder.resolve("test.npy"), TEST, 96, 2),
                "labels",
                DrawnSet.labels(folder.resolve("labels.csv"), TEST));
        List<String> given = new ArrayList<>();
        for (var file : files.entrySet()) {
            String path = "/datasets/" + dataset + "/uploads?filename="
                    + file.getValue().getFileName();
            given.add("{\"upload\":\"%s\",\"role\":\"%s\"}"
                    .formatted(created(api.upload(path, file.getValue())), file.getKey()));
        }
        return String.join(",", given);
    }

    private static String created(Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isIn(201, 202);
        return answer.json().get("id").asString();
    }

    private List<String> doctor() throws Exception {
        Program doctor = Program.launch(home, List.of("-Xmx512m"), "--oddboard.role=doctor", "--all", "--json");
        doctor.status();
        String json = doctor.log()
                .lines()
                .filter(line -> line.startsWith("["))
                .findFirst()
                .orElseThrow();
        return JsonMapper.builder()
                .build()
                .readTree(json)
                .valueStream()
                .filter(c -> c.get("level").asString().equals("FAIL"))
                .map(JsonNode::toString)
                .toList();
    }
}
