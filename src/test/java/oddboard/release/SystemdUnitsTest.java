package oddboard.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import oddboard.testing.StartsProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The units of the tarball, by what systemd itself says of them. */
@StartsProcess
class SystemdUnitsTest {
    private static final Path UNITS = Path.of("src/release/systemd");
    private static final Path ANALYZE = Path.of("/usr/bin/systemd-analyze");

    @TempDir
    Path folder;

    @Test
    void systemdFindsNothingWrongWithThem() throws Exception {
        assumeTrue(Files.isExecutable(ANALYZE), "systemd-analyze is not here");
        assertThat(verify(unit("oddboard.service"), "oddboard.service")).isEmpty();
        assertThat(verify(unit("oddboard-worker@.service"), "oddboard-worker@cuda:0.service"))
                .isEmpty();
        String broken = unit("oddboard.service").replace("TimeoutStopSec=90", "TimeoutStop=90");
        assertThat(verify(broken, "broken.service")).contains("TimeoutStop");
    }

    /** The program takes its time to store a checkpoint; see WorkerProcess and docker-compose.yml. */
    @Test
    void leaveTheProgramTimeToEndAndStartItAgainUnlessItsSettingsAreWrong() throws IOException {
        for (String name : List.of("oddboard.service", "oddboard-worker@.service")) {
            List<String> lines = Files.readAllLines(UNITS.resolve(name));
            assertThat(lines).as(name).contains("KillMode=mixed", "Restart=on-failure", "RestartPreventExitStatus=2");
            assertThat(lines)
                    .as(name)
                    .anyMatch(line -> line.startsWith("TimeoutStopSec=") && Integer.parseInt(line.substring(15)) >= 45);
        }
    }

    private static String unit(String name) throws IOException {
        return Files.readString(UNITS.resolve(name));
    }

    /** The program's place on a server is not here, so another program stands for it. */
    private String verify(String text, String name) throws Exception {
        assertThat(text).contains("ExecStart=/opt/oddboard/bin/oddboard");
        Path unit = folder.resolve(name);
        Files.writeString(unit, text.replace("/opt/oddboard/bin/oddboard", "/bin/true"));
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(ANALYZE.toString(), "verify", "--man=no", unit.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        // Of the machine's own units it may say something, too.
        try (Stream<String> lines = Files.lines(output)) {
            return String.join(
                    "\n", lines.filter(line -> line.contains(folder.toString())).toList());
        }
    }
}
