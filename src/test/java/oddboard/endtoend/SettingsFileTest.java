package oddboard.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import oddboard.testing.Await;
import oddboard.testing.StartsProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The program as it starts in a folder with a settings file, which its workers are to hear of as well. */
@StartsProcess
class SettingsFileTest {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    private Process start() throws IOException {
        Files.writeString(Files.createDirectory(folder.resolve("config")).resolve("application.properties"), """
                server.port=0
                management.server.port=0
                logging.structured.format.console=ecs
                oddboard.home=home
                oddboard.worker.devices=cpu,cpu
                oddboard.worker.labels=from-the-file
                oddboard.worker.alive-file=alive
                """);
        // The one in config counts.
        Files.writeString(folder.resolve("application.properties"), "oddboard.worker.labels=loses");
        Files.createFile(folder.resolve("alive"));
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx1g",
                "oddboard.Application");
        builder.environment().put("CLASSPATH", classPath());
        builder.environment().put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1");
        return builder.directory(folder.toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    /** Without the tests' own configuration of the log. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty() && !entry.endsWith("test-classes"))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** All of them: a line that is no JSON fails. */
    private List<JsonNode> lines() {
        try {
            String out = Files.readString(folder.resolve("out"));
            return out.substring(0, out.lastIndexOf('\n') + 1)
                    .lines()
                    .map(JSON::readTree)
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<JsonNode> with(String message) {
        return lines().stream()
                .filter(line -> line.get("message").asString().contains(message))
                .toList();
    }

    @Test
    void reachesTheWorkersAndMakesEveryLineJson() throws Exception {
        Process program = start();
        try {
            List<JsonNode> workers = Await.until("two workers", LIMIT, () -> {
                assertThat(program.isAlive())
                        .as("%s%s", folder.resolve("out"), lines())
                        .isTrue();
                List<JsonNode> ready = with("takes jobs with the labels");
                return ready.size() == 2 ? ready : null;
            });
            assertThat(workers)
                    .allSatisfy(
                            line -> assertThat(line.get("message").asString()).contains("from-the-file"));
            assertThat(workers.stream().map(line -> line.at("/process/pid").asLong()))
                    .as("processes of their own")
                    .doesNotContain(program.pid())
                    .doesNotHaveDuplicates();
            assertThat(with("Oddboard started"))
                    .singleElement()
                    .satisfies(line ->
                            assertThat(line.at("/service/name").asString()).isEqualTo("oddboard"));
            assertThat(lines())
                    .allSatisfy(
                            line -> assertThat(line.hasNonNull("@timestamp")).isTrue());

            Path both = folder.resolve("alive");
            Await.until("signs of life", LIMIT, () -> Files.exists(both) ? true : null);
            assertThat(folder.resolve("alive.1")).isNotEmptyFile();
            assertThat(folder.resolve("alive.2")).isNotEmptyFile();
            assertThat(folder.resolve("home").resolve("postgres")).isDirectory();
        } finally {
            program.destroy();
            if (!program.waitFor(60, TimeUnit.SECONDS)) {
                program.descendants().forEach(ProcessHandle::destroyForcibly);
                program.destroyForcibly();
            }
        }
        assertThat(lines()).as("to the last").isNotEmpty();
    }
}
