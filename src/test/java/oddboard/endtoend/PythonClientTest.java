package oddboard.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import oddboard.testing.Program;
import oddboard.testing.SharedProgram;
import oddboard.testing.StartsProcess;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tests of the Python client, against the running program. */
@StartsProcess
class PythonClientTest {
    @TempDir
    Path folder;

    @Test
    void theClientsOwnTestsPass() throws Exception {
        Assumptions.assumeTrue(hasPython(), "Python 3.9 or newer is needed");
        Program program = SharedProgram.get();
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(
                        "python3",
                        "-B",
                        "-m",
                        "unittest",
                        "discover",
                        "-v",
                        "-t",
                        "src/python",
                        "-s",
                        "src/python/tests")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("PYTHONPATH", "src/python");
        builder.environment().put("ODDBOARD_URL", program.url());
        builder.environment().put("ODDBOARD_TOKEN", Program.TOKEN);
        builder.environment().put("no_proxy", "127.0.0.1,localhost");
        Process python = builder.start();
        try {
            assertThat(python.waitFor(9, TimeUnit.MINUTES)).as("ended").isTrue();
        } finally {
            python.destroyForcibly();
        }
        String text = Files.readString(output);
        assertThat(python.exitValue()).as(text).isZero();
        assertThat(text)
                .as("no test of the server was skipped")
                .doesNotContain("skipped")
                .contains("the_example_of_the");
    }

    private static boolean hasPython() throws InterruptedException {
        try {
            return new ProcessBuilder("python3", "-c", "import sys; sys.exit(sys.version_info < (3, 9))")
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
