package oddboard.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import oddboard.common.Sha256;
import oddboard.testing.StartsProcess;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The Dockerfile's structure, and the health check as the image runs it. */
class DockerfileTest {
    private static final Map<String, List<String>> STAGES = new LinkedHashMap<>();
    private static final Map<String, String> FROM = new LinkedHashMap<>();
    private static final Map<String, String> ARGS = new LinkedHashMap<>();

    @TempDir
    Path folder;

    @BeforeAll
    static void read() throws IOException {
        String text = Files.readString(Path.of("src/docker/Dockerfile"))
                .replaceAll("(?m)^#.*\\n", "")
                .replaceAll("\\\\\\n\\s*", " ");
        List<String> stage = new ArrayList<>();
        for (String line : text.lines().filter(l -> !l.isBlank()).toList()) {
            Matcher from = Pattern.compile("FROM (\\S+) AS (\\S+)").matcher(line);
            Matcher arg = Pattern.compile("ARG (\\w+)=(\\S+)").matcher(line);
            if (from.matches()) {
                stage = new ArrayList<>();
                STAGES.put(from.group(2), stage);
                FROM.put(from.group(2), from.group(1));
            } else if (STAGES.isEmpty() && arg.matches()) {
                ARGS.put(arg.group(1), arg.group(2));
            } else {
                stage.add(line);
            }
        }
    }

    @Test
    void startsFromPinnedImages() {
        FROM.forEach((stage, image) -> {
            for (var arg : ARGS.entrySet()) {
                image = image.replace("${" + arg.getKey() + "}", arg.getValue());
            }
            if (!STAGES.containsKey(image)) {
                assertThat(image).as(stage).matches("[a-z-]+:\\d+\\.\\d+\\.\\d+(_\\d+)?-[a-z0-9-]+");
            }
        });
    }

    @Test
    void endsAsAUserThatIsNotRootWithAHealthCheck() {
        for (String target : List.of("cpu", "gpu")) {
            assertThat(STAGES.get(target).stream().filter(l -> l.startsWith("USER ")))
                    .as(target)
                    .containsExactly("USER 10001:10001");
            assertThat(FROM.get(target)).isEqualTo("program");
        }
        assertThat(STAGES.get("program"))
                .anyMatch(l -> l.startsWith("HEALTHCHECK ") && l.endsWith("CMD [\"/usr/local/bin/healthy\"]"))
                .contains("ENTRYPOINT [\"/opt/oddboard/bin/oddboard\"]")
                .contains("VOLUME /var/lib/oddboard");
    }

    @Test
    void copiesOnlyWhatTheBuildNeedsAndFetchesNothingByHand() throws IOException {
        assertThat(STAGES.values().stream().flatMap(List::stream))
                .noneMatch(l -> l.matches("ADD .*|COPY \\. .*|.*(curl|wget|apt-get) .*"));
        List<String> ignored = Files.readAllLines(Path.of(".dockerignore"));
        assertThat(ignored.getFirst()).isEqualTo("*");
        for (String line : STAGES.values().stream()
                .flatMap(List::stream)
                .filter(l -> l.startsWith("COPY ") && !l.contains("--from"))
                .toList()) {
            String source = line.replaceFirst("--\\S+ ", "").split(" ")[1];
            assertThat(Path.of(source)).exists();
            assertThat(ignored).as(line).anyMatch(i -> i.startsWith("!") && (source + "/").startsWith(i.substring(1)));
        }
        assertThat(STAGES.get("build").toString()).contains("type=secret,id=maven_settings");
    }

    @Test
    void buildsTheTargetsThatComposeNames() {
        ComposeTest.map(ComposeTest.read().get("services")).forEach((name, service) -> {
            Map<String, Object> build = ComposeTest.map(ComposeTest.map(service).get("build"));
            if (!build.isEmpty()) {
                assertThat(STAGES).as(name).containsKey(build.get("target").toString());
            }
        });
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    @StartsProcess
    void knowsAWorkerByTheAgeOfItsHeartbeat() throws Exception {
        Path alive = folder.resolve("alive");
        Map<String, String> worker = Map.of("ODDBOARD_ROLE", "worker", "ODDBOARD_WORKER_ALIVEFILE", alive.toString());
        assertThat(healthy(worker)).as("before its first heartbeat").isNotZero();
        Files.writeString(alive, "");
        assertThat(healthy(worker)).isZero();
        Files.setLastModifiedTime(
                alive, java.nio.file.attribute.FileTime.fromMillis(System.currentTimeMillis() - 60_000));
        assertThat(healthy(worker)).as("a minute later").isNotZero();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    @StartsProcess
    void knowsAWebNodeByItsAnswer() throws Exception {
        var server = com.sun.net.httpserver.HttpServer.create(new java.net.InetSocketAddress("127.0.0.1", 0), 0);
        int[] status = {200};
        server.createContext("/api/v1/health", exchange -> {
            exchange.sendResponseHeaders(status[0], -1);
            exchange.close();
        });
        server.start();
        Map<String, String> web = Map.of(
                "ODDBOARD_ROLE",
                "web",
                "SERVER_PORT",
                Integer.toString(server.getAddress().getPort()));
        assertThat(healthy(web)).isZero();
        status[0] = 503;
        assertThat(healthy(web)).as("its database is away").isNotZero();
        server.stop(0);
        assertThat(healthy(web)).as("it is gone").isNotZero();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    @StartsProcess
    void unpacksTheLibTorchThatWasMeantAndNoOther() throws Exception {
        assertThat(unpack("")).contains("one archive").contains("none");
        String archive = archive("2.7.1+cu128");
        assertThat(unpack("")).contains("Set LIBTORCH_SHA256").contains(archive);
        assertThat(unpack("0".repeat(64)))
                .contains(archive)
                .contains("but LIBTORCH_SHA256 is 000")
                .hasLineCount(1);
        assertThat(folder.resolve("to")).isEmptyDirectory();
        assertThat(unpack(archive)).isEmpty();
        assertThat(folder.resolve("to/libtorch/lib/libtorch.so")).hasContent("library");
        assertThat(folder.resolve("to/libtorch/include")).doesNotExist();
        assertThat(unpack(archive("2.8.0+cu128")))
                .contains("is LibTorch 2.8.0+cu128, but this image needs 2.7.1+cu128");
        String version = Files.readString(Path.of("src/docker/libtorch-version"));
        assertThat(STAGES.get("gpu").toString())
                .contains("PYTORCH_VERSION=" + version.replaceFirst("\\+.*\\s", " "))
                .contains("PYTORCH_FLAVOR=" + version.strip().replaceFirst(".*\\+", ""));
    }

    /** @return its SHA-256 */
    private String archive(String version) throws Exception {
        Path archive = Files.createDirectories(folder.resolve("given")).resolve("libtorch-shared.zip");
        try (var zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (var file : Map.of("build-version", version + "\n", "lib/libtorch.so", "library", "include/a.h", "text")
                    .entrySet()) {
                zip.putNextEntry(new ZipEntry("libtorch/" + file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return HexFormat.of().formatHex(Sha256.of(Files.readAllBytes(archive)));
    }

    /** @return what it says when it refuses; empty = it has unpacked */
    private String unpack(String sha256) throws Exception {
        Files.createDirectories(folder.resolve("given"));
        ProcessBuilder unpack = new ProcessBuilder(
                        "sh",
                        Path.of("src/docker/unpack-libtorch").toAbsolutePath().toString(),
                        folder.resolve("given").toString(),
                        Files.createDirectories(folder.resolve("to")).toString(),
                        sha256)
                .redirectErrorStream(true);
        unpack.environment().merge("PATH", System.getProperty("java.home") + "/bin", (path, java) -> java + ":" + path);
        Process process = unpack.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor() == 0).as(said).isEqualTo(said.isEmpty());
        return said;
    }

    private static int healthy(Map<String, String> environment) throws Exception {
        ProcessBuilder check = new ProcessBuilder(
                        Path.of("src/docker/healthy").toAbsolutePath().toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        check.environment().putAll(environment);
        Process process = check.start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
