package oddboard.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import oddboard.testing.Api;
import oddboard.testing.Await;
import oddboard.testing.DrawnSet;
import oddboard.testing.PageClient;
import oddboard.testing.Program;
import oddboard.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole program, backed up while it works, wiped, and restored: the same board, the same bytes, the same users. */
class RestoreFault {
    private static final Duration LONG = Duration.ofMinutes(3);
    private static final boolean[] TEST = DrawnSet.everyNth(24, 3);

    @TempDir
    Path folder;

    private Api api;
    private String version = "";

    @Test
    void whatIsWipedComesBackWithTheSameBoardBytesAndPeople() throws Exception {
        Path home = folder.resolve("home");
        Path file = folder.resolve("oddboard.zip");
        Map<String, String> before;
        String token;
        String password;
        String run;
        try (Program program = Program.start(home, "--oddboard.demo=false")) {
            api = new Api(program.url(), Program.TOKEN);
            importDrawn();
            run = startRun();
            awaitSuccess(run, program);
            submit();
            token = created(api.post("/tokens", "{\"name\":\"script\",\"scope\":\"write\"}"))
                    .get("secret")
                    .asString();
            long user = TestDatabase.addAccount(program.database(), "Grace", "MEMBER");
            password = api.post("/users/" + user + "/password", "{}")
                    .json()
                    .get("oneTimePassword")
                    .asString();
            before = seen(run, program);
            assertThat(command(home, 0, "backup", "--to=" + file)).contains("Backed up ", " contents of ");
        }
        wipe(home);

        assertThat(command(home, 0, "restore", "--from=" + file)).contains("Restored ", "Start Oddboard now.");
        assertThat(command(home, 1, "restore", "--from=" + file))
                .contains("The database is not empty")
                .doesNotContain("\tat ");

        try (Program program = Program.start(home, "--oddboard.demo=false")) {
            api = new Api(program.url(), token);
            assertThat(seen(run, program)).isEqualTo(before);
            assertThat(new Api(program.url(), token + "x").get("/datasets").status())
                    .isEqualTo(401);
            requireWholeContents(command(home, -1, "doctor", "--all", "--json"));
            try (HttpClient http = HttpClient.newHttpClient();
                    PageClient page = new PageClient(http, program.url())) {
                page.signIn("Grace", password);
            }
            awaitSuccess(startRun(), program);
        }
    }

    /** What users see, and what is stored, as text that must not change. */
    private Map<String, String> seen(String run, Program program) throws Exception {
        Map<String, String> seen = new LinkedHashMap<>();
        for (String path : List.of(
                "/versions/" + version + "/leaderboard",
                "/versions/" + version + "/leaderboard.csv",
                "/runs/" + run + "/scores.csv",
                "/runs/" + run + "/losses",
                "/runs/" + run + "/roc",
                "/datasets")) {
            Api.Answer answer = api.get(path);
            assertThat(answer.status()).as(path).isEqualTo(200);
            seen.put(path, answer.text());
        }
        assertThat(api.get("/versions/" + version + "/leaderboard")
                        .json()
                        .get("items")
                        .size())
                .isEqualTo(2);
        seen.put(
                "contents",
                JdbcClient.create(program.database())
                        .sql("select sha256 || ' ' || size from blob where sha256 is not null order by 1")
                        .query(String.class)
                        .list()
                        .toString());
        return seen;
    }

    private static void requireWholeContents(String doctor) {
        String json =
                doctor.lines().filter(line -> line.startsWith("[")).findFirst().orElseThrow();
        JsonNode checks = JsonMapper.builder().build().readTree(json);
        assertThat(checks.valueStream()
                        .filter(c -> c.get("level").asString().equals("FAIL"))
                        .toList())
                .isEmpty();
        assertThat(checks.valueStream()
                        .filter(c -> c.get("topic").asString().equals("contents"))
                        .map(c -> c.get("level").asString() + " "
                                + c.get("sentence").asString())
                        .toList())
                .anySatisfy(c -> assertThat(c).startsWith("OK All ").endsWith("each is what it was."));
    }

    /** Runs it as a process of its own; {@code status} -1 = any. */
    private static String command(Path home, int status, String name, String... options) throws Exception {
        String[] args = new String[options.length + 1];
        args[0] = "--oddboard.role=" + name;
        System.arraycopy(options, 0, args, 1, options.length);
        Program program = Program.launch(home, List.of("-Xmx512m"), args);
        int ended = program.status();
        if (status >= 0) {
            assertThat(ended).as(program.log()).isEqualTo(status);
        }
        return program.log();
    }

    private static void wipe(Path home) throws IOException {
        try (var files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private void importDrawn() throws Exception {
        String dataset =
                created(api.post("/datasets", "{\"name\":\"Blobs\"}")).get("id").asString();
        String uploads = "/datasets/" + dataset + "/uploads?filename=";
        Api.Answer answer = api.post(
                "/datasets/" + dataset + "/versions",
                ("{\"files\":[{\"upload\":\"%s\",\"role\":\"train\"},{\"upload\":\"%s\",\"role\":\"test\"},"
                                + "{\"upload\":\"%s\",\"role\":\"labels\"}]}")
                        .formatted(
                                upload(
                                        uploads + "train.npy",
                                        DrawnSet.npy(folder.resolve("train.npy"), new boolean[40], 32, 1)),
                                upload(uploads + "test.npy", DrawnSet.npy(folder.resolve("test.npy"), TEST, 32, 2)),
                                upload(uploads + "labels.csv", DrawnSet.labels(folder.resolve("labels.csv"), TEST))));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
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
    }

    private String upload(String path, Path file) throws Exception {
        return created(api.upload(path, file)).get("id").asString();
    }

    private void submit() throws Exception {
        StringBuilder table = new StringBuilder("ID,score\n");
        for (int i = 0; i < TEST.length; i++) {
            table.append(i).append(',').append(TEST[i] ? 2.5 : i / 8.0).append('\n');
        }
        created(api.upload(
                "/versions/" + version + "/submissions?name=by%20hand",
                Files.writeString(folder.resolve("scores.csv"), table)));
    }

    private static JsonNode created(Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json();
    }

    private String startRun() throws Exception {
        Api.Answer answer = api.post(
                "/runs",
                "{\"version\":\"" + version + "\",\"detector\":\"conv\",\"settings\":{\"epochs\":2,\"batchSize\":16}}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return answer.json().get("id").asString();
    }

    private void awaitSuccess(String run, Program program) {
        Await.until("run " + run, LONG, () -> {
            String state = api.get("/runs/" + run).json().get("state").asString();
            if (state.equals("FAILED") || state.equals("CANCELLED")) {
                throw new AssertionError(program.log());
            }
            return state.equals("SUCCEEDED") ? true : null;
        });
    }
}
