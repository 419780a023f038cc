package oddboard.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import oddboard.testing.TestDatabase;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** A node of the queue as a process of its own, which can be killed. */
public final class QueueProcess implements AutoCloseable {
    private final Process process;
    private final Path log;

    private QueueProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    public static void main(String[] args) {
        new SpringApplicationBuilder(QueueParts.class)
                .web(WebApplicationType.NONE)
                .run(args);
    }

    public static QueueProcess worker(DataSource database, Path folder, String... settings) throws IOException {
        return worker(TestDatabase.url(database), Map.of(), folder, settings);
    }

    /** With a way to the database, and an environment, of its own. */
    public static QueueProcess worker(String url, Map<String, String> environment, Path folder, String... settings)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                // As WorkerProcess starts it.
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                QueueProcess.class.getName(),
                "--spring.main.banner-mode=off",
                "--oddboard.role=worker",
                "--test.url=" + url,
                "--oddboard.home=" + folder));
        for (String setting : settings) {
            command.add("--" + setting);
        }
        if (command.stream().noneMatch(part -> part.contains("import-slots"))) {
            command.add("--oddboard.worker.import-slots=0");
        }
        if (command.stream().noneMatch(part -> part.contains("scoring-slots"))) {
            command.add("--oddboard.worker.scoring-slots=0");
        }
        Path logs = Files.createDirectories(Path.of("target", "worker-logs"));
        Path log = Files.createTempFile(logs, "worker", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return new QueueProcess(builder.start(), log);
    }

    long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /** As kill -9. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    /** As SIGTERM; returns the exit status, or -1 where it had not ended after 40 s. */
    int terminate() throws InterruptedException {
        process.destroy();
        return process.waitFor(40, TimeUnit.SECONDS) ? process.exitValue() : -1;
    }

    int waitFor(int seconds) throws InterruptedException {
        return process.waitFor(seconds, TimeUnit.SECONDS) ? process.exitValue() : -1;
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
