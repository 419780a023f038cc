package oddboard.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import oddboard.testing.Api;
import oddboard.testing.Await;
import oddboard.testing.Program;
import oddboard.testing.StartsProcess;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The tarball that -Prelease makes, on a machine that has a Java and nothing else. Runs after the packaging. */
@EnabledOnOs(OS.LINUX)
@StartsProcess
class TarballPackaged {
    /** Without a repository to ask there is no bill of materials. */
    private static final boolean OFFLINE = "offline=true".equals(System.getProperty("oddboard.maven"));

    private static List<Path> handedOut;

    @TempDir
    static Path folder;

    private static Path root;

    @BeforeAll
    static void unpack() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            handedOut = files.filter(file -> file.getFileName().toString().matches("oddboard-.*\\.(jar|tar\\.gz|json)"))
                    .sorted()
                    .toList();
        }
        Path tarball = handedOut.stream()
                .filter(file -> file.toString().endsWith(".tar.gz"))
                .findFirst()
                .orElse(null);
        assumeTrue(tarball != null, "no tarball: ./mvnw -Prelease makes it");
        assertThat(run(folder, "tar", "-xzf", tarball.toAbsolutePath().toString()))
                .isZero();
        root = folder.resolve(tarball.getFileName().toString().replace(".tar.gz", ""));
    }

    @Test
    void hasTheChecksumsOfAllThatIsHandedOut() throws Exception {
        assertThat(handedOut).hasSize(OFFLINE ? 2 : 3);
        for (Path file : handedOut) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(java.io.OutputStream.nullOutputStream());
            }
            assertThat(Files.readString(Path.of(file + ".sha256")).strip())
                    .isEqualTo(HexFormat.of().formatHex(digest.digest()) + "  " + file.getFileName());
        }
    }

    @Test
    void holdsTheProgramItsUnitsItsLicenseAndItsBillOfMaterials() throws IOException {
        try (Stream<Path> files = Files.list(root)) {
            List<String> names =
                    files.map(file -> file.getFileName().toString()).toList();
            assertThat(names).contains("LICENSE", "bin", "lib", "oddboard.jar", "systemd");
            assertThat(names.contains("application.cdx.json")).isEqualTo(!OFFLINE);
        }
        assertThat(root.resolve("systemd/oddboard.service")).exists();
        assertThat(root.resolve("systemd/oddboard-worker@.service")).exists();
        assertThat(root.resolve("bin/oddboard")).isExecutable();
        assertThat(root.resolve("lib/")).isDirectoryContaining("glob:**/pytorch-native-cpu-*.jar");
    }

    @Test
    void saysWhichJavaItNeeds() throws Exception {
        Path old = Files.createDirectories(folder.resolve("jdk-17/bin"));
        Files.createFile(old.resolve("java")).toFile().setExecutable(true);
        Files.writeString(folder.resolve("jdk-17/release"), "JAVA_VERSION=\"17.0.15\"\n");
        assertThat(start(folder.resolve("jdk-17"))).contains("needs Java 21 or newer", "is Java 17");
        assertThat(start(folder.resolve("nothing"))).contains("needs Java 21 or newer", "set JAVA_HOME");
    }

    @Test
    void startsAndTrainsTheDemoAndStartsFromAnAotCache(@TempDir Path home) throws Exception {
        long[] plain = start(home.resolve("plain"), true);
        ProcessBuilder maker =
                new ProcessBuilder(root.resolve("bin/oddboard-aot").toString()).inheritIO();
        maker.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process made = maker.start();
        assertThat(made.waitFor(5, TimeUnit.MINUTES)).isTrue();
        if (Runtime.version().feature() < 25) {
            assertThat(made.exitValue()).as("an older Java makes none").isEqualTo(2);
            return;
        }
        assertThat(made.exitValue()).isZero();
        long[] cached = start(home.resolve("cached"), false);
        System.out.printf(
                "tarball: pages after %.1f s, worker after %.1f s; with the AOT cache %.1f s and %.1f s: %.2f and %.2f of it%n",
                plain[0] / 1e9,
                plain[1] / 1e9,
                cached[0] / 1e9,
                cached[1] / 1e9,
                (double) cached[0] / plain[0],
                (double) cached[1] / plain[1]);
    }

    /** @return ns until the pages can be opened, and until the worker takes jobs */
    private static long[] start(Path home, boolean demo) throws Exception {
        long start = System.nanoTime();
        try (Program program = Program.startScript(
                root.resolve("bin/oddboard"), home, "--oddboard.demo.epochs=1", "--oddboard.demo=" + demo)) {
            long pages = System.nanoTime() - start;
            Await.until(
                    "the worker",
                    Duration.ofMinutes(2),
                    () -> program.log().contains("takes jobs with the labels") ? true : null);
            long worker = System.nanoTime() - start;
            boolean made = Files.exists(root.resolve("aot"));
            assertThat(processes(program.pid()).flatMap(TarballPackaged::caches))
                    .containsExactlyInAnyOrderElementsOf(made ? List.of("web", "worker") : List.of());
            assertThat(processes(program.pid()).map(process -> read(process, "cmdline")))
                    .as("the program and its worker keep temporary files in the home")
                    .hasSize(2)
                    .allMatch(line -> line.contains("-Djava.io.tmpdir=" + home.resolve("tmp")));
            if (demo) {
                Api api = new Api(program.url(), Program.TOKEN);
                Await.until(
                        "a trained run",
                        Duration.ofMinutes(4),
                        () -> states(api).contains("SUCCEEDED") ? true : null);
            }
            return new long[] {pages, worker};
        }
    }

    private static List<String> states(Api api) throws Exception {
        JsonNode runs = api.get("/runs").json();
        return runs.get("items")
                .valueStream()
                .map(run -> run.get("state").asString())
                .toList();
    }

    /** The program's and its worker's; beside them it has PostgreSQL's. */
    private static Stream<Long> processes(long pid) {
        return Stream.concat(
                        Stream.of(pid),
                        ProcessHandle.of(pid).orElseThrow().children().map(ProcessHandle::pid))
                .filter(process -> read(process, "cmdline").contains("java"));
    }

    /** Which the process has mapped into its memory. */
    private static Stream<String> caches(long pid) {
        String maps = read(pid, "maps");
        return Stream.of("web", "worker").filter(part -> maps.contains("/aot/" + part + ".aot"));
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/" + file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String start(Path java) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(root.resolve("bin/oddboard").toString());
        builder.environment().put("JAVA_HOME", java.toString());
        Path output = Files.createTempFile(folder, "output", "");
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(Files.readAllLines(output)).hasSize(1);
        return Files.readString(output);
    }

    private static int run(Path where, String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .directory(where.toFile())
                .inheritIO()
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }
}
