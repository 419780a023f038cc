package oddboard.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import oddboard.testing.Api;
import oddboard.testing.Await;
import oddboard.testing.DrawnSet;
import oddboard.testing.Program;
import oddboard.testing.StartsProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One trace from the request that starts a run to its score, over the processes of the program; and none unasked. */
@StartsProcess
class TracingTest {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final JsonMapper JSON = new JsonMapper();
    private static final boolean[] TRAIN = new boolean[60];
    private static final boolean[] TEST = DrawnSet.everyNth(30, 3);

    @TempDir
    private Path folder;

    private Process program;

    @AfterEach
    void stop() throws InterruptedException {
        program.destroy();
        if (!program.waitFor(60, TimeUnit.SECONDS)) {
            program.descendants().forEach(ProcessHandle::destroyForcibly);
            program.destroyForcibly();
        }
    }

    private void start(Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx1g",
                "oddboard.Application",
                "--server.port=0",
                "--management.server.port=0",
                "--oddboard.demo=false");
        builder.environment().putAll(environment);
        builder.environment().put("CLASSPATH", classPath());
        builder.environment().put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1");
        builder.environment().put("ODDBOARD_HOME", folder.resolve("home").toString());
        builder.environment().put("ODDBOARD_BOOTSTRAP_TOKEN", Program.TOKEN);
        builder.environment().put("LOGGING_STRUCTURED_FORMAT_CONSOLE", "ecs");
        program = builder.redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        awaitLine("takes jobs with the labels");
    }

    /** Without the tests' own configuration of the log. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty() && !entry.endsWith("test-classes"))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private List<JsonNode> lines() throws IOException {
        String out = Files.readString(folder.resolve("out"));
        return out.substring(0, out.lastIndexOf('\n') + 1)
                .lines()
                .map(JSON::readTree)
                .toList();
    }

    private JsonNode awaitLine(String message) {
        return Await.until(message, LIMIT, () -> {
            assertThat(program.isAlive()).as("%s", folder.resolve("out")).isTrue();
            return lines().stream()
                    .filter(line -> line.get("message").asString().contains(message))
                    .findFirst()
                    .orElse(null);
        });
    }

    private String address(String message) {
        Matcher url = Pattern.compile("http://localhost:\\d+")
                .matcher(awaitLine(message).get("message").asString());
        assertThat(url.find()).isTrue();
        return url.group();
    }

    @Test
    void goesFromTheRequestToTheScoreInOneTrace() throws Exception {
        try (TraceReceiver receiver = new TraceReceiver()) {
            start(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.address(), "OTEL_BSP_SCHEDULE_DELAY", "200"));
            Api api = new Api(address("Oddboard started"), Program.TOKEN);
            String run = run(api, importArrays(api));

            TraceReceiver.Received job = awaitSpan(receiver, "oddboard.run", run);
            assertThat(job.name()).isEqualTo("job run");
            assertThat(job.service()).isEqualTo("oddboard-worker");
            assertThat(job.failed()).isFalse();
            assertThat(job.attributes())
                    .containsEntry("oddboard.attempt", "1")
                    .containsEntry("oddboard.device", "cpu")
                    .containsKeys("oddboard.job", "oddboard.worker");
            assertThat(receiver.spans())
                    .as("no address as it was typed, which may hold the secret of a link")
                    .noneMatch(span -> span.attributes().containsKey("http.url"));
            TraceReceiver.Received request = span(receiver, job.parent());
            assertThat(request.service()).isEqualTo("oddboard-web");
            assertThat(request.name()).isEqualTo("http post /api/v1/runs");
            assertThat(request.trace()).isEqualTo(job.trace());
            assertThat(receiver.spans().stream()
                            .filter(span -> span.parent().equals(job.span()))
                            .peek(span -> assertThat(span.trace()).isEqualTo(job.trace()))
                            .map(TraceReceiver.Received::name))
                    .containsExactlyInAnyOrder("training", "scoring", "evaluation");
            assertThat(receiver.spans().stream().map(TraceReceiver.Received::name))
                    .as("an import is traced as well, and what watches is not")
                    .contains("job import")
                    .noneMatch(name -> name.contains("actuator") || name.contains("security"));

            assertThat(lines().stream()
                            .filter(line -> line.path("run").asString("").equals(run)))
                    .as("the lines of the run's job name it and its trace")
                    .hasSizeGreaterThanOrEqualTo(2)
                    .allSatisfy(line -> {
                        assertThat(line.path("traceId").asString("")).isEqualTo(job.trace());
                        assertThat(line.path("attempt").asString("")).isEqualTo("1");
                        assertThat(line.at("/process/pid").asLong()).isNotEqualTo(program.pid());
                    });
            assertThat(metrics()).contains("http_server_requests_seconds_count", "oddboard_run_duration_seconds");
            assertThat(receiver.requests())
                    .as("traces alone: no metrics, no logs")
                    .containsOnly("POST /v1/traces");
            assertThat(classes(program.toHandle())).contains("io.opentelemetry.sdk.trace.");
        }
    }

    @Test
    void hasNothingThatCouldSendWithoutAnAddress() throws Exception {
        start(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", ""));
        List<ProcessHandle> processes = program.descendants()
                .filter(child ->
                        child.info().command().filter(c -> c.endsWith("java")).isPresent())
                .toList();
        assertThat(processes).hasSize(1);
        new Api(address("Oddboard started"), Program.TOKEN).get("/datasets");
        assertThat(metrics()).contains("http_server_requests_seconds_count", "oddboard_workers");
        for (ProcessHandle process : List.of(program.toHandle(), processes.getFirst())) {
            assertThat(classes(process))
                    .contains("org.postgresql.")
                    .doesNotContain("io.opentelemetry.sdk.", "io.opentelemetry.exporter.", "okhttp3.");
            assertThat(jcmd(process, "Thread.print"))
                    .contains("HikariPool")
                    .doesNotContain("BatchSpan", "BatchLog", "OkHttp", "otlp");
        }
    }

    /** All of which there is an object. */
    private static String classes(ProcessHandle process) throws Exception {
        return jcmd(process, "GC.class_histogram");
    }

    private static String jcmd(ProcessHandle process, String command) throws Exception {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.pid()),
                        command)
                .redirectErrorStream(true)
                .start();
        String text = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(jcmd.waitFor()).as(text).isZero();
        return text;
    }

    private String metrics() throws Exception {
        URI health = URI.create(address("Health and metrics") + "/actuator/prometheus");
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(health).build();
            client.send(request, BodyHandlers.ofString());
            return client.send(request, BodyHandlers.ofString()).body();
        }
    }

    private static TraceReceiver.Received awaitSpan(TraceReceiver receiver, String attribute, String value) {
        return Await.until(
                attribute + " " + value,
                LIMIT,
                () -> receiver.spans().stream()
                        .filter(span -> value.equals(span.attributes().get(attribute)))
                        .findFirst()
                        .orElse(null));
    }

    private static TraceReceiver.Received span(TraceReceiver receiver, String id) {
        return Await.until(
                "span " + id,
                LIMIT,
                () -> receiver.spans().stream()
                        .filter(span -> span.span().equals(id))
                        .findFirst()
                        .orElse(null));
    }

    private String importArrays(Api api) throws Exception {
        String uploads = "/datasets/" + created(api.post("/datasets", "{\"name\":\"Traced\"}")) + "/uploads?filename=";
        String train =
                created(api.upload(uploads + "train.npy", DrawnSet.npy(folder.resolve("train.npy"), TRAIN, 32, 1)));
        String test = created(api.upload(uploads + "test.npy", DrawnSet.npy(folder.resolve("test.npy"), TEST, 32, 2)));
        String labels =
                created(api.upload(uploads + "labels.csv", DrawnSet.labels(folder.resolve("labels.csv"), TEST)));
        Api.Answer answer = api.post(uploads.replaceAll("uploads.*", "versions"), """
            {"files":[{"upload":"%s","role":"train"},{"upload":"%s","role":"test"},{"upload":"%s","role":"labels"}]}
            """.formatted(train, test, labels));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        String version = answer.json().get("id").asString();
        awaitState(api, "/versions/" + version, "READY");
        return version;
    }

    private static String run(Api api, String version) throws Exception {
        Api.Answer answer = api.post("/runs", """
            {"version":"%s","detector":"conv","settings":{"epochs":1,"batchSize":32}}
            """.formatted(version));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        String run = answer.json().get("id").asString();
        awaitState(api, "/runs/" + run, "SUCCEEDED");
        return run;
    }

    private static void awaitState(Api api, String path, String state) {
        Await.until(path, LIMIT, () -> {
            String now = api.get(path).json().get("state").asString();
            assertThat(now).isNotEqualTo("FAILED");
            return now.equals(state) ? true : null;
        });
    }

    private static String created(Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().get("id").asString();
    }
}
