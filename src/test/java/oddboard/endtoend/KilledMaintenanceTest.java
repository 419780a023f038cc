package oddboard.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import oddboard.testing.Api;
import oddboard.testing.Await;
import oddboard.testing.Program;
import oddboard.testing.SmallDisk;
import oddboard.testing.StartsProcess;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups and restores that are killed, or have no room: nothing half done is left, and the second try works. */
@StartsProcess
class KilledMaintenanceTest {
    private static final int MEGABYTES = 90;

    @TempDir
    static Path folder;

    private static Path home;
    private static Path backup;

    /** Two uploads of bytes that can't be made smaller. */
    @BeforeAll
    static void backUp() throws Exception {
        home = folder.resolve("home");
        backup = folder.resolve("good.zip");
        try (Program program = Program.start(home, "--oddboard.demo=false")) {
            Api api = new Api(program.url(), Program.TOKEN);
            String dataset = api.post("/datasets", "{\"name\":\"Large\"}")
                    .json()
                    .get("id")
                    .asString();
            for (int i = 0; i < 2; i++) {
                byte[] bytes = new byte[MEGABYTES << 20];
                new Random(i).nextBytes(bytes);
                assertThat(api.upload(
                                        "/datasets/" + dataset + "/uploads?filename=" + i + ".zip",
                                        BodyPublishers.ofByteArray(bytes))
                                .status())
                        .isEqualTo(201);
            }
        }
        assertThat(command(home, 0, "backup", "--to=" + backup)).contains("Backed up ");
    }

    @Test
    void aKilledBackupLeavesNoFileThatLooksWholeAndTheNextOneWorks() throws Exception {
        Path target = Files.createDirectories(folder.resolve("killed")).resolve("one.zip");
        Program killed = launch(home, "backup", "--to=" + target);
        Await.until(
                "some of the backup",
                Duration.ofMinutes(2),
                () -> size(target.getParent()) > (MEGABYTES << 20) / 2 ? true : null);
        killed.kill();
        assertThat(target).doesNotExist();

        assertThat(command(home, 0, "backup", "--to=" + target)).contains("Backed up ");
        assertThat(Files.size(target)).isGreaterThan(2L * MEGABYTES << 20);
        try (Stream<Path> left = Files.list(target.getParent())) {
            assertThat(left).as("what is left of the first").hasSizeLessThanOrEqualTo(2);
        }
    }

    @Test
    void aKilledRestoreLeavesAnEmptyDatabaseThatTheNextOneFills() throws Exception {
        Path fresh = folder.resolve("fresh");
        Program killed = launch(fresh, "restore", "--from=" + backup);
        Path data = fresh.resolve("postgres/data/base");
        Await.until(
                "some of the restore", Duration.ofMinutes(2), () -> size(data) > (long) MEGABYTES << 20 ? true : null);
        killed.kill();

        assertThat(command(fresh, 0, "restore", "--from=" + backup)).contains("Restored ", "Start Oddboard now.");
        assertHolds(fresh);
    }

    @Test
    void aRestoreWithoutRoomSaysSoAndWorksWhenThereIsSome() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 1500)) {
            Path small = disk.folder().resolve("home");
            Files.createDirectories(small);
            Path ballast = disk.fill(230L << 20);
            String said = command(small, 1, "restore", "--from=" + backup);
            assertThat(said).doesNotContain("\tat ").containsIgnoringCase("disk");
            Files.delete(ballast);
            assertThat(command(small, 0, "restore", "--from=" + backup)).contains("Restored ");
            assertHolds(small);
        }
    }

    private void assertHolds(Path restored) throws Exception {
        try (Program program = Program.start(restored, "--oddboard.demo=false")) {
            Api api = new Api(program.url(), Program.TOKEN);
            var sets = api.get("/datasets").json().get("items");
            assertThat(sets.size()).isEqualTo(1);
            assertThat(api.get("/datasets/" + sets.get(0).get("id").asString() + "/uploads")
                            .json()
                            .get("items")
                            .size())
                    .isEqualTo(2);
        }
        String doctor = command(restored, -1, "doctor", "--all", "--json");
        assertThat(doctor).contains("each is what it was").doesNotContain("\"FAIL\"");
    }

    private static long size(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (java.io.UncheckedIOException gone) {
            return 0;
        }
    }

    private static Program launch(Path home, String name, String... options) throws IOException {
        String[] args = Stream.concat(Stream.of("--oddboard.role=" + name), Stream.of(options))
                .toArray(String[]::new);
        return Program.launch(home, List.of("-Xmx512m"), args);
    }

    /** @param status -1 = any */
    private static String command(Path home, int status, String name, String... options) throws Exception {
        Program program = launch(home, name, options);
        int ended = program.status();
        if (status >= 0) {
            assertThat(ended).as(program.log()).isEqualTo(status);
        }
        return program.log();
    }
}
