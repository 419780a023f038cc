package oddboard.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerDevicesTest {
    @Test
    void readsAListOfDevices() {
        assertThat(WorkerDevices.parse(null)).isEmpty();
        assertThat(WorkerDevices.parse("cuda:0, cuda:1,cpu")).isEqualTo(List.of("cuda:0", "cuda:1", "cpu"));
        assertThatThrownBy(() -> WorkerDevices.parse("cuda:0,gpu1"))
                .isInstanceOf(StartException.class)
                .hasMessage(
                        "oddboard.worker.devices has \"gpu1\"; it is a list such as cuda:0,cuda:1 of cpu and cuda:N.");
        assertThat(WorkerDevices.defaultLabel("cuda:1")).isEqualTo("gpu");
    }

    @Test
    void tellsAChildWhatTheCommandLineSaidExceptWhoItIs() {
        var arguments = new Arguments(
                new String[] {
                    "--oddboard.role=worker",
                    "--oddboard.worker.devices=cpu,cpu",
                    "--oddboard.worker.labels=a,b",
                    "--spring.datasource.url=jdbc:x"
                },
                Map.of());
        assertThat(arguments.asEnvironment(""))
                .isEqualTo(Map.of("ODDBOARD_WORKER_LABELS", "a,b", "SPRING_DATASOURCE_URL", "jdbc:x"));
        assertThat(arguments.asEnvironment("oddboard.worker.")).containsOnlyKeys("ODDBOARD_WORKER_LABELS");
    }

    @Test
    void findsWhatOnlyASettingsFileSaysUnlessTheEnvironmentSaysOtherwise(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("application.properties"), """
                spring.datasource.url=jdbc:file
                oddboard.worker.devices=cpu,cpu
                oddboard.worker.max-jobs=1
                """);
        var arguments = new Arguments(
                new String[] {"--spring.config.additional-location=file:" + folder + "/"},
                Map.of("ODDBOARD_WORKER_DEVICES", ""));
        assertThat(arguments.get("spring.datasource.url")).isEqualTo("jdbc:file");
        assertThat(arguments.get("oddboard.worker.devices"))
                .as("a child is no supervisor")
                .isNull();
        assertThat(arguments.ofWorkers()).isEqualTo(Map.of("ODDBOARD_WORKER_MAXJOBS", "1"));
    }

    @Test
    void refusesAFormatOfTheLogThatIsNone() {
        assertThatThrownBy(() -> ConsoleEncoder.choose("json"))
                .isInstanceOf(StartException.class)
                .hasMessage("logging.structured.format.console is \"json\"; it can be ecs, gelf or logstash.");
    }

    @Test
    void keepsTheNewestCrashFilesAlone(@TempDir Path logs) throws Exception {
        for (int n = 1; n <= 13; n++) {
            Path file = Files.createFile(logs.resolve("worker-crash-" + n + ".log"));
            Files.setLastModifiedTime(file, FileTime.fromMillis(n * 1_000L));
        }
        Files.createFile(logs.resolve("postgres.log"));
        new CrashFiles(logs).prune();
        try (var left = Files.list(logs)) {
            assertThat(left.map(f -> f.getFileName().toString()))
                    .hasSize(11)
                    .contains("postgres.log", "worker-crash-13.log", "worker-crash-4.log")
                    .doesNotContain("worker-crash-3.log");
        }
    }
}
