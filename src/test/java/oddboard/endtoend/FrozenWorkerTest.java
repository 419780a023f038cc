package oddboard.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import oddboard.testing.Api;
import oddboard.testing.Await;
import oddboard.testing.Chromium;
import oddboard.testing.DrawnSet;
import oddboard.testing.DrivesBrowser;
import oddboard.testing.Ledger;
import oddboard.testing.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** One of several worker processes stands still, as under a debugger or on a machine that swaps, and does not die. */
@DrivesBrowser
class FrozenWorkerTest {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final boolean[] TRAIN = new boolean[200];
    private static final boolean[] TEST = DrawnSet.everyNth(12, 3);

    @TempDir
    private Path folder;

    private record Owner(String worker, long pid) {}

    @Test
    void isSeenByHealthAndPageWhileAnotherDoesItsJob() throws Exception {
        Path alive = folder.resolve("alive");
        try (Chromium chromium = new Chromium();
                Program program = Program.start(
                        folder.resolve("home"),
                        "--oddboard.demo=false",
                        "--oddboard.worker.devices=cpu,cpu",
                        "--oddboard.worker.alive-file=" + alive)) {
            Api api = new Api(program.url(), Program.TOKEN);
            Page page = chromium.signedIn(program);
            JdbcClient sql = JdbcClient.create(program.database());
            Await.until("two workers", LIMIT, () -> healthOf(program, "2 workers take jobs") ? true : null);
            String run = id(api.post("/runs", """
                    {"version":"%s","detector":"conv","settings":{"epochs":60,"batchSize":16}}
                    """.formatted(version(api))));
            Await.until(
                    "epoch 2",
                    LIMIT,
                    () -> api.get("/runs/" + run).json().get("epoch").asInt() >= 2 ? true : null);
            Owner frozen = sql.sql("""
                            select w.id, w.pid from worker w join job on job.worker = w.id join run on run.job_id = job.id
                            where run.id = :run
                            """)
                    .param("run", Long.parseLong(run))
                    .query((row, n) -> new Owner(row.getString(1), row.getLong(2)))
                    .single();
            signal(frozen.pid(), "STOP");
            try {
                Await.until(
                        "health that tells of it",
                        LIMIT,
                        () -> healthOf(program, "Worker " + frozen.worker() + " has not been heard of for")
                                ? true
                                : null);
                page.navigate(program.url() + "/workers");
                var row = page.locator("tr", new Page.LocatorOptions().setHasText(frozen.worker()));
                PlaywrightAssertions.assertThat(row).containsText("Silent");
                PlaywrightAssertions.assertThat(row).containsText("last heard");
                assertThat(Files.getLastModifiedTime(alive))
                        .as("whoever watches the one file sees it, too")
                        .isLessThan(newest(alive));
                assertThat(await(api, run).get("attempt").asInt()).isEqualTo(2);
                assertThat(api.get("/runs/" + run + "/log").text()).contains("resumed from epoch");
                assertThat(program.isAlive()).isTrue();
            } finally {
                signal(frozen.pid(), "CONT");
            }
            Await.until("both again", LIMIT, () -> healthOf(program, "2 workers take jobs") ? true : null);
            assertThat(api.get("/runs/" + run).json().get("attempt").asInt())
                    .as("the first wrote nothing")
                    .isEqualTo(2);
            Ledger.check(program.database());
        }
    }

    private static java.nio.file.attribute.FileTime newest(Path alive) throws java.io.IOException {
        var one = Files.getLastModifiedTime(alive.resolveSibling("alive.1"));
        var two = Files.getLastModifiedTime(alive.resolveSibling("alive.2"));
        return one.compareTo(two) > 0 ? one : two;
    }

    private static void signal(long pid, String name) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }

    private static boolean healthOf(Program program, String sentence) {
        Matcher address = Pattern.compile("Health and metrics: http://localhost:(\\d+)/actuator")
                .matcher(program.log());
        assertThat(address.find()).isTrue();
        URI health = URI.create("http://127.0.0.1:" + address.group(1) + "/actuator/health");
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.ofString())
                    .body()
                    .contains(sentence);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode await(Api api, String run) {
        return Await.until("run " + run, LIMIT, () -> {
            JsonNode now = api.get("/runs/" + run).json();
            assertThat(now.get("state").asString()).isNotIn("FAILED", "CANCELLED");
            return now.get("state").asString().equals("SUCCEEDED") ? now : null;
        });
    }

    private String version(Api api) throws Exception {
        String dataset = id(api.post("/datasets", "{\"name\":\"Blobs\"}"));
        String uploads = "/datasets/" + dataset + "/uploads?filename=";
        String train = id(api.upload(uploads + "train.npy", DrawnSet.npy(folder.resolve("train.npy"), TRAIN, 32, 1)));
        String test = id(api.upload(uploads + "test.npy", DrawnSet.npy(folder.resolve("test.npy"), TEST, 32, 2)));
        String labels = id(api.upload(uploads + "labels.csv", DrawnSet.labels(folder.resolve("labels.csv"), TEST)));
        String version = id(api.post("/datasets/" + dataset + "/versions", """
                {"files":[{"upload":"%s","role":"train"},{"upload":"%s","role":"test"},{"upload":"%s","role":"labels"}]}
                """.formatted(train, test, labels)));
        Await.until(
                "the import",
                LIMIT,
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
}
