package oddboard.worker;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Real workers that can't compute: they touch no job, say why and end; a healthy one beside them does the work. */
@StartsProcess
@EnabledOnOs(OS.LINUX)
class BrokenEngineTest {
    private static final Duration LONG = Duration.ofMinutes(3);

    @Test
    void touchesNoJobSaysWhyAndEnds(@TempDir Path folder) throws Exception {
        try (Program web = Program.start(folder.resolve("home"), "--oddboard.demo=false", "--oddboard.role=web")) {
            Api api = new Api(web.url(), Program.TOKEN);
            JdbcClient sql = JdbcClient.create(web.database());
            String version = version(api, folder);

            assertBroken(
                    worker(web, folder.resolve("broken"), "cpu", "-DPYTORCH_LIBRARY_PATH=" + libraries(folder)),
                    "The engine does not compute on cpu: UnsatisfiedLinkError: ",
                    "libc10.so");
            assertBroken(
                    worker(web, folder.resolve("no-gpu"), "cuda:0"),
                    "The engine does not compute on cuda:0: This worker has no device cuda:0, only cpu: its PyTorch is a"
                            + " build for CPUs alone.");
            assertThat(sql.sql("select state || attempt || lost_attempts || failed_attempts from job")
                            .query(String.class)
                            .single())
                    .isEqualTo("QUEUED000");
            assertThat(sql.sql("select count(*) from worker").query(Long.class).single())
                    .isZero();
            assertThat(api.get("/health/findings").text())
                    .contains("can't compute on cpu", "UnsatisfiedLinkError", "can't compute on cuda:0");

            try (Program healthy = worker(web, folder.resolve("healthy"), "cpu")) {
                end(api, "/versions/" + version, "READY");
                String run = id(api.post(
                        "/runs",
                        "{\"version\":\"%s\",\"detector\":\"conv\",\"settings\":{\"epochs\":1}}".formatted(version)));
                end(api, "/runs/" + run, "SUCCEEDED");
                assertThat(healthy.isAlive()).isTrue();
                assertThat(api.get("/health/findings").text())
                        .as("a worker on this machine computes on its CPU again")
                        .doesNotContain("can't compute on cpu");
            }
        }
    }

    private static void assertBroken(Program worker, String... causes) throws Exception {
        assertThat(worker.status()).as(worker.log()).isEqualTo(71);
        assertThat(worker.log()).contains(causes).contains("takes no job and ends", "Caused by: ");
    }

    private static Program worker(Program web, Path home, String device, String... jvm) throws Exception {
        PGSimpleDataSource database = (PGSimpleDataSource) web.database();
        List<String> options = new ArrayList<>(List.of("-Xmx512m"));
        options.addAll(List.of(jvm));
        return Program.launch(
                home,
                options,
                "--oddboard.role=worker",
                "--oddboard.worker.device=" + device,
                "--spring.datasource.url=" + database.getUrl(),
                "--spring.datasource.username=" + database.getUser(),
                "--spring.datasource.password=" + database.getPassword());
    }

    /** As LibTorch's folder, of files that are no libraries. */
    private static Path libraries(Path folder) throws Exception {
        Path libraries = Files.createDirectories(folder.resolve("libtorch/lib"));
        for (String name : List.of("libc10.so", "libtorch.so", "libtorch_cpu.so")) {
            Files.writeString(libraries.resolve(name), "half a download");
        }
        return libraries;
    }

    private static String version(Api api, Path folder) throws Exception {
        String dataset = id(api.post("/datasets", "{\"name\":\"Small\"}"));
        List<String> files = new ArrayList<>();
        boolean[] test = DrawnSet.everyNth(8, 2);
        for (Object[] file : new Object[][] {
            {"train", DrawnSet.npy(folder.resolve("train.npy"), new boolean[16], 32, 1)},
            {"test", DrawnSet.npy(folder.resolve("test.npy"), test, 32, 2)},
            {"labels", DrawnSet.labels(folder.resolve("labels.csv"), test)}
        }) {
            Path path = (Path) file[1];
            String upload = id(api.upload("/datasets/" + dataset + "/uploads?filename=" + path.getFileName(), path));
            files.add("{\"upload\":\"%s\",\"role\":\"%s\"}".formatted(upload, file[0]));
        }
        return id(api.post("/datasets/" + dataset + "/versions", "{\"files\":" + files + "}"));
    }

    private static void end(Api api, String path, String wanted) {
        Await.until(path + " to be " + wanted, LONG, () -> {
            Api.Answer answer = api.get(path);
            String state = answer.status() == 200 ? answer.json().get("state").asString() : "";
            assertThat(List.of("FAILED", "CANCELLED")).as(answer.text()).doesNotContain(state);
            return state.equals(wanted) ? true : null;
        });
    }

    private static String id(Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isIn(200, 201, 202);
        return answer.json().get("id").asString();
    }
}
