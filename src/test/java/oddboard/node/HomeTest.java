package oddboard.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.ref.Cleaner;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import oddboard.testing.StartsProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@StartsProcess
class HomeTest {
    @TempDir
    Path folder;

    @Test
    void isOneProcessesAloneUntilItEndsWhateverTheGarbageCollectorFinds() throws Exception {
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader says =
                new BufferedReader(new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8))) {
            Home home = home(folder);
            for (String expected : new String[] {"held", "collected"}) {
                assertThat(says.readLine()).isEqualTo(expected);
                assertThat(home.isFree()).as(expected).isFalse();
                assertThatThrownBy(home::lock)
                        .isInstanceOf(StartException.class)
                        .hasMessage("Oddboard already runs with the folder " + folder
                                + "; stop it first, or give this one another folder by ODDBOARD_HOME.");
                holder.getOutputStream().write('\n');
                holder.getOutputStream().flush();
            }
            assertThat(holder.waitFor()).isZero();
            assertThat(home.isFree()).as("its process has ended").isTrue();
        } finally {
            holder.destroyForcibly();
        }
    }

    /** Takes the home and forgets it. */
    static final class Holder {
        public static void main(String[] args) throws Exception {
            home(Path.of(args[0])).lock();
            System.out.println("held");
            System.in.read();
            for (int i = 0; i < 3; i++) {
                collect();
            }
            System.out.println("collected");
            System.in.read();
        }

        /** Returns when what was garbage has been found and cleaned. */
        private static void collect() throws InterruptedException {
            CountDownLatch cleaned = new CountDownLatch(1);
            Cleaner.create().register(new Object(), cleaned::countDown);
            System.gc();
            cleaned.await();
        }
    }

    private static Home home(Path folder) {
        return Home.open(new Arguments(new String[] {"--oddboard.home=" + folder}, Map.of()));
    }
}
