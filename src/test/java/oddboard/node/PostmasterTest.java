package oddboard.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import oddboard.testing.StartsProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A number in an old file is no proof: nothing is signaled that is not the server of this very folder. */
@StartsProcess
class PostmasterTest {
    @TempDir
    Path folder;

    @Test
    void aStaleNumberThatIsAnotherPostgresNowEndsNobody() throws Exception {
        try (LocalPostgres other = LocalPostgres.start(home("other"))) {
            ProcessHandle foreign = server("other").orElseThrow();
            LocalPostgres.start(home("own")).close();
            stale("own", foreign.pid());
            assertThat(Postmaster.find(data("own"))).isEmpty();
            try (LocalPostgres own = LocalPostgres.start(home("own"))) {
                assertThat(foreign.isAlive()).isTrue();
                assertThat(server("own").orElseThrow().pid()).isNotEqualTo(foreign.pid());
                assertThat(own.url()).isNotEqualTo(other.url());
            }
            assertThat(foreign.isAlive()).as("after the end of the own one").isTrue();
        }
    }

    @Test
    void aStaleNumberThatIsAnyProcessNowEndsNobody() throws Exception {
        LocalPostgres.start(home("own")).close();
        Process foreign = new ProcessBuilder("sleep", "300").start();
        try {
            stale("own", foreign.pid());
            try (LocalPostgres own = LocalPostgres.start(home("own"))) {
                assertThat(own.url()).isNotEmpty();
            }
            assertThat(foreign.waitFor(1, TimeUnit.SECONDS)).isFalse();
        } finally {
            foreign.destroyForcibly();
        }
    }

    /** As where the request meets the recovery after a crash: the checkpointer is there, and nobody tells it to end. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aServerThatWaitsForItselfIsStoppedAtOnce() throws Exception {
        LocalPostgres own = LocalPostgres.start(home("own"));
        ProcessHandle server = server("own").orElseThrow();
        ProcessHandle checkpointer = server.children()
                .filter(child -> title(child).contains("checkpointer"))
                .findFirst()
                .orElseThrow();
        new ProcessBuilder("kill", "-STOP", Long.toString(checkpointer.pid()))
                .start()
                .waitFor();
        own.stopSupervising();
        Postmaster.end(data("own"), Duration.ofSeconds(10));
        assertThat(server.isAlive()).isFalse();
        assertThat(checkpointer.isAlive()).isFalse();
        own.close();
        LocalPostgres.start(home("own")).close();
    }

    @Test
    void whereItsServerDiedAndTheNumberIsAnothersTheEndSignalsNobody() throws Exception {
        Process foreign = new ProcessBuilder("sleep", "300").start();
        try {
            LocalPostgres own = LocalPostgres.start(home("own"));
            ProcessHandle server = server("own").orElseThrow();
            // Without this file it can't be started again, however often that is tried.
            Path version = data("own").resolve("PG_VERSION");
            Path aside = Files.move(version, folder.resolve("PG_VERSION"));
            server.destroyForcibly();
            server.onExit().get(30, TimeUnit.SECONDS);
            stale("own", foreign.pid());
            own.close();
            Files.move(aside, version);
            assertThat(foreign.waitFor(1, TimeUnit.SECONDS)).isFalse();
            LocalPostgres.start(home("own")).close();
            assertThat(foreign.isAlive()).isTrue();
        } finally {
            foreign.destroyForcibly();
        }
    }

    @Test
    void knowsTheServerOfItsFolder() throws Exception {
        try (LocalPostgres own = LocalPostgres.start(home("own"))) {
            assertThat(own.url()).isNotEmpty();
            assertThat(server("own")).isPresent();
            Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("own"));
            assertThat(Postmaster.find(link.resolve("postgres").resolve("data")))
                    .as("by another way to the same folder")
                    .isEqualTo(server("own"));
            assertThat(Files.getPosixFilePermissions(folder.resolve("own/postgres"))
                            .toString())
                    .doesNotContain("GROUP")
                    .doesNotContain("OTHERS");
        }
        assertThat(server("own")).isEmpty();
    }

    /** What a server leaves that was killed, with a number that was given to another process since. */
    private void stale(String name, long number) throws IOException {
        Path file = data(name).resolve("postmaster.pid");
        List<String> lines = Files.exists(file)
                ? new ArrayList<>(Files.readAllLines(file))
                : new ArrayList<>(List.of("", data(name).toString(), "1700000000", "5432", "", "127.0.0.1"));
        lines.set(0, Long.toString(number));
        Files.write(file, lines);
    }

    private Optional<ProcessHandle> server(String name) throws IOException {
        return Postmaster.find(data(name));
    }

    private Path data(String name) {
        return folder.resolve(name).resolve("postgres").resolve("data");
    }

    private Home home(String name) {
        return Home.open(new Arguments(new String[] {"--oddboard.home=" + folder.resolve(name)}, Map.of()));
    }

    private static String title(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
        } catch (IOException gone) {
            return "";
        }
    }
}
