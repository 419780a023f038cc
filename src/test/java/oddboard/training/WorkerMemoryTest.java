package oddboard.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import oddboard.testing.Api;
import oddboard.testing.Await;
import oddboard.testing.DrawnSet;
import oddboard.testing.Program;
import oddboard.testing.StartsProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A worker whose address space ends soon: the run that asks the engine for more says what to make smaller, and the worker goes on. */
@StartsProcess
@EnabledOnOs(OS.LINUX)
class WorkerMemoryTest {
    private static final Duration LONG = Duration.ofMinutes(4);
    private static final int SIZE = 256;
    private static final int COUNT = 128;
    /** Above what the worker has mapped after a small run; the large one asks for several times as much. */
    private static final long MORE_KIB = 48 << 10;

    @Test
    void aRunThatNeedsMoreMemoryThanThereIsSaysSo(@TempDir Path folder) throws Exception {
        try (Program program = Program.start(folder.resolve("home"), "--oddboard.demo=false")) {
            Api api = new Api(program.url(), Program.TOKEN);
            String dataset = id(api.post("/datasets", "{\"name\":\"Large\"}"));
            List<String> files = new ArrayList<>();
            boolean[] test = DrawnSet.everyNth(8, 2);
            for (Object[] file : new Object[][] {
                {"train", DrawnSet.npy(folder.resolve("train.npy"), new boolean[COUNT], SIZE, 1)},
                {"test", DrawnSet.npy(folder.resolve("test.npy"), test, SIZE, 2)},
                {"labels", DrawnSet.labels(folder.resolve("labels.csv"), test)}
            }) {
                Path path = (Path) file[1];
                String upload =
                        id(api.upload("/datasets/" + dataset + "/uploads?filename=" + path.getFileName(), path));
                files.add("{\"upload\":\"%s\",\"role\":\"%s\"}".formatted(upload, file[0]));
            }
            String version = id(api.post("/datasets/" + dataset + "/versions", "{\"files\":" + files + "}"));
            end(api, "/versions/" + version, "READY");
            end(api, "/runs/" + start(api, version, 4), "SUCCEEDED");

            long worker = program.worker().pid();
            limit(worker, Long.toString((mapped(worker) + MORE_KIB) << 10));
            JsonNode failed = end(api, "/runs/" + start(api, version, COUNT), "FAILED");
            assertThat(failed.get("error").get("code").asString())
                    .as(failed.toString())
                    .isEqualTo("OUT_OF_MEMORY");
            assertThat(failed.get("error").get("detail").asString()).contains("batch size", "smaller images");

            limit(worker, "unlimited");
            end(api, "/runs/" + start(api, version, 4), "SUCCEEDED");
            assertThat(program.worker().pid()).as("the same worker").isEqualTo(worker);
        }
    }

    private static String start(Api api, String version, int batch) throws Exception {
        return id(api.post(
                "/runs",
                "{\"version\":\"%s\",\"detector\":\"conv\",\"settings\":{\"epochs\":1,\"batchSize\":%d}}"
                        .formatted(version, batch)));
    }

    /** In KiB. */
    private static long mapped(long pid) throws Exception {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
            if (line.startsWith("VmSize:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new AssertionError("no VmSize");
    }

    private static void limit(long pid, String bytes) throws Exception {
        Process prlimit = new ProcessBuilder("prlimit", "--pid", Long.toString(pid), "--as=" + bytes + ":")
                .redirectErrorStream(true)
                .start();
        String said = new String(prlimit.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(prlimit.waitFor()).as(said).isZero();
    }

    private static JsonNode end(Api api, String path, String wanted) {
        return Await.until(path + " to be " + wanted, LONG, () -> {
            Api.Answer answer = api.get(path);
            String state = answer.status() == 200 ? answer.json().get("state").asString() : "";
            if (state.equals(wanted)) {
                return answer.json();
            }
            assertThat(List.of("FAILED", "CANCELLED", "SUCCEEDED"))
                    .as(answer.text())
                    .doesNotContain(state);
            return null;
        });
    }

    private static String id(Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isIn(200, 201, 202);
        return answer.json().get("id").asString();
    }
}
