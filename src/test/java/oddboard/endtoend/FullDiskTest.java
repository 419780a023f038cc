package oddboard.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import oddboard.testing.Api;
import oddboard.testing.Await;
import oddboard.testing.DrawnSet;
import oddboard.testing.Program;
import oddboard.testing.SmallDisk;
import oddboard.testing.StartsProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole program on a small disk, which an import of its own fills; skipped where a file system can't be mounted. */
@StartsProcess
class FullDiskTest {
    private static final Duration LONG = Duration.ofMinutes(4);
    private static final boolean[] TEST = DrawnSet.everyNth(30, 3);

    @TempDir
    Path folder;

    private Api api;

    @Test
    void anImportThatFillsTheDiskGoesOnByItselfWhenThereIsRoom() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 1400)) {
            Path home = disk.folder().resolve("home");
            try (Program program = Program.start(home, "--oddboard.demo=false")) {
                api = new Api(program.url(), Program.TOKEN);
                JdbcClient sql = JdbcClient.create(program.database());
                program.worker();
                String dataset = created(api.post("/datasets", "{\"name\":\"drawn\"}"));
                String files = uploads(dataset);
                // A worker that does a job has unpacked its engine, for which there would be no room later.
                String small = created(
                        api.post("/datasets/" + dataset + "/versions", "{\"imageSize\":32,\"files\":[" + files + "]}"));
                Await.until(
                        "the first import",
                        LONG,
                        () -> api.get("/versions/" + small)
                                        .json()
                                        .get("state")
                                        .asString()
                                        .equals("READY")
                                ? true
                                : null);
                Path ballast = disk.fill(260L << 20);
                // 1,500 images of 256 x 256 in color are 295 MB: small as files, too large as a version.
                String version = created(api.post(
                        "/datasets/" + dataset + "/versions", "{\"imageSize\":256,\"files\":[" + files + "]}"));

                Await.until(
                        "the import to wait for room",
                        LONG,
                        () -> sql.sql("select 1 from job where state = 'RETRY_WAIT' and error_code = 'NO_DISK_SPACE'")
                                .query(Integer.class)
                                .optional()
                                .orElse(null));
                assertThat(disk.free()).isPositive();
                Path rest = disk.fill(40L << 20);
                // Where the full disk ended PostgreSQL, too, that is said first, until it is back.
                Api.Answer refused = Await.until("the refusal", LONG, () -> {
                    Api.Answer answer = api.post(
                            "/datasets/" + dataset + "/versions", "{\"imageSize\":64,\"files\":[" + files + "]}");
                    assertThat(answer.status()).as(answer.text()).isEqualTo(503);
                    return answer.json().get("code").asString().equals("NO_DISK_SPACE") ? answer : null;
                });
                assertThat(refused.json().get("detail").asString()).contains("The server's disk is full");
                Await.until("reading to work", LONG, () -> api.get("/datasets").status() == 200 ? true : null);

                Files.delete(ballast);
                Files.delete(rest);
                Await.until("the import", LONG, () -> {
                    JsonNode found = api.get("/versions/" + version).json();
                    assertThat(found.get("state").asString())
                            .as(found.toString())
                            .isNotEqualTo("FAILED");
                    return found.get("state").asString().equals("READY") ? true : null;
                });
                created(api.post("/datasets/" + dataset + "/versions", "{\"imageSize\":64,\"files\":[" + files + "]}"));
            }
            Program doctor = Program.launch(home, List.of("-Xmx512m"), "--oddboard.role=doctor", "--all", "--json");
            doctor.status();
            String json = doctor.log()
                    .lines()
                    .filter(line -> line.startsWith("["))
                    .findFirst()
                    .orElseThrow();
            assertThat(JsonMapper.builder()
                            .build()
                            .readTree(json)
                            .valueStream()
                            .filter(c -> c.get("level").asString().equals("FAIL"))
                            .map(JsonNode::toString))
                    .isEmpty();
        }
    }

    private String uploads(String dataset) throws Exception {
        Map<String, Path> files = Map.of(
                "train",
                DrawnSet.npy(folder.resolve("train.npy"), new boolean[1500], 32, 1),
                "test",
                DrawnSet.npy(folder.resolve("test.npy"), TEST, 32, 2),
                "labels",
                DrawnSet.labels(folder.resolve("labels.csv"), TEST));
        StringBuilder given = new StringBuilder();
        for (var file : files.entrySet()) {
            String path = "/datasets/" + dataset + "/uploads?filename="
                    + file.getValue().getFileName();
            given.append(given.isEmpty() ? "" : ",")
                    .append("{\"upload\":\"%s\",\"role\":\"%s\"}"
                            .formatted(created(api.upload(path, file.getValue())), file.getKey()));
        }
        return given.toString();
    }

    private static String created(Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isIn(201, 202);
        return answer.json().get("id").asString();
    }
}
