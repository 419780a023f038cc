package oddboard.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;
import oddboard.node.Launcher;
import oddboard.testing.TestDatabase;

/** The program as it keeps several workers, with the queue alone in place of the whole application. */
class SupervisedWorkers extends QueueParts {
    public static void main(String[] args) {
        Launcher.run(SupervisedWorkers.class, args);
    }

    static Process start(DataSource database, Path home, String devices, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                SupervisedWorkers.class.getName(),
                "--oddboard.role=worker",
                "--oddboard.worker.devices=" + devices,
                "--oddboard.home=" + home,
                "--spring.main.banner-mode=off",
                "--test.url=" + TestDatabase.url(database),
                "--spring.datasource.url=" + TestDatabase.url(database),
                "--spring.datasource.username=postgres"));
        builder.environment().put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1");
        return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }
}
