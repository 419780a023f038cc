package oddboard.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import oddboard.testing.StartsProcess;
import oddboard.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.yaml.snakeyaml.Yaml;

/** src/kubernetes: what its files say, and what kubectl makes of them where there is one. */
class KubernetesTest {
    private static final Path FILES = Path.of("src/kubernetes");

    @TempDir
    Path folder;

    private static List<Map<String, Object>> resources() throws IOException {
        List<Map<String, Object>> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(FILES)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
                if (!file.endsWith("kustomization.yaml")) {
                    all.addAll(documents(Files.readString(file)));
                }
            }
        }
        return all;
    }

    private static List<Map<String, Object>> documents(String yaml) {
        return StreamSupport.stream(new Yaml().loadAll(yaml).spliterator(), false)
                .map(KubernetesTest::map)
                .toList();
    }

    /** By name: what runs, each with one container. */
    private static Map<String, Map<String, Object>> pods(List<Map<String, Object>> resources) {
        Map<String, Map<String, Object>> pods = new LinkedHashMap<>();
        for (Map<String, Object> resource : resources) {
            if (List.of("Deployment", "Job").contains(resource.get("kind"))) {
                pods.put(
                        map(resource.get("metadata")).get("name").toString(),
                        map(map(map(resource.get("spec")).get("template")).get("spec")));
            }
        }
        return pods;
    }

    private static Map<String, Object> container(Map<String, Object> pod) {
        return map(list(pod.get("containers")).getFirst());
    }

    @Test
    void guardsEveryPodAsComposeDoes() throws IOException {
        var pods = pods(resources());
        assertThat(pods).containsOnlyKeys("oddboard-migrate", "oddboard-web", "oddboard-worker", "oddboard-worker-gpu");
        pods.forEach((name, pod) -> {
            assertThat(map(pod.get("securityContext")))
                    .as(name)
                    .containsEntry("runAsNonRoot", true)
                    .containsEntry("runAsUser", 10001);
            assertThat(pod).as(name).containsEntry("automountServiceAccountToken", false);
            Map<String, Object> container = container(pod);
            assertThat(map(container.get("securityContext")))
                    .as(name)
                    .containsEntry("readOnlyRootFilesystem", true)
                    .containsEntry("allowPrivilegeEscalation", false)
                    .containsEntry("capabilities", Map.of("drop", List.of("ALL")));
            assertThat(map(map(container.get("resources")).get("limits")))
                    .as(name)
                    .containsKey("memory");
            assertThat(container.get("image").toString()).as(name).matches("oddboard(-gpu)?");
            assertThat(list(container.get("volumeMounts")).stream().map(m -> map(m).get("name")))
                    .as(name)
                    .containsExactlyInAnyOrderElementsOf(list(pod.get("volumes")).stream()
                            .map(v -> map(v).get("name"))
                            .toList());
            assertThat(container.get("env").toString()).as(name).doesNotContain("PASSWORD");
        });
    }

    @Test
    void letsTheOwnerOfTheTablesMigrateAndNobodyElse() throws IOException {
        pods(resources()).forEach((name, pod) -> {
            boolean migrates = name.equals("oddboard-migrate");
            assertThat(pod.get("volumes").toString()).as(name).contains(migrates ? "oddboard-owner" : "oddboard-app");
            assertThat(container(pod).get("env").toString())
                    .as(name)
                    .contains(migrates ? "value=oddboard_owner" : "value=oddboard_app")
                    .contains("value=" + (migrates ? "migrate" : name.contains("worker") ? "worker" : "web"));
        });
    }

    @Test
    void asksPagesByTheirAddressAndWorkersByTheirHeartbeatAndLeavesThemTimeToEnd() throws IOException {
        var pods = pods(resources());
        Map<String, Object> web = container(pods.get("oddboard-web"));
        Map<String, Object> page = Map.of("path", "/api/v1/health", "port", "pages");
        assertThat(map(web.get("startupProbe"))).containsEntry("httpGet", page);
        assertThat(map(web.get("readinessProbe"))).containsEntry("httpGet", page);
        assertThat(map(web.get("livenessProbe")))
                .as("a database away is no reason to start it anew")
                .doesNotContainKey("httpGet");
        assertThat((int) pods.get("oddboard-web").get("terminationGracePeriodSeconds"))
                .isGreaterThanOrEqualTo(30);
        for (String name : List.of("oddboard-worker", "oddboard-worker-gpu")) {
            for (String probe : List.of("startupProbe", "livenessProbe")) {
                assertThat(map(container(pods.get(name)).get(probe)))
                        .as(name)
                        .containsEntry("exec", Map.of("command", List.of("/usr/local/bin/healthy")));
            }
            assertThat((int) pods.get(name).get("terminationGracePeriodSeconds"))
                    .isGreaterThanOrEqualTo(45);
        }
        assertThat(container(pods.get("oddboard-worker-gpu")).get("resources").toString())
                .contains("nvidia.com/gpu=1");
    }

    /** The scaler's statement is one that this version's tables answer. */
    @Test
    void scalesByTheJobsThatWaitOrRun() throws Exception {
        Map<String, Object> scaler = resources().stream()
                .filter(r -> r.get("kind").equals("ScaledObject"))
                .findFirst()
                .orElseThrow();
        Map<String, Object> spec = map(scaler.get("spec"));
        assertThat(map(spec.get("scaleTargetRef"))).containsEntry("name", "oddboard-worker");
        Map<String, Object> trigger =
                map(map(list(spec.get("triggers")).getFirst()).get("metadata"));
        JdbcClient sql = JdbcClient.create(TestDatabase.dataSource());
        assertThat(sql.sql(trigger.get("query").toString()).query(Integer.class).single())
                .isGreaterThanOrEqualTo(0);
    }

    @Test
    @StartsProcess
    void kubectlMakesAWholeOfIt() throws Exception {
        Path kubectl = Stream.of(System.getenv("PATH").split(":"))
                .map(path -> Path.of(path, "kubectl"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        assumeTrue(kubectl != null, "kubectl is not here");
        Path output = folder.resolve("output");
        Path errors = folder.resolve("errors");
        Process process = new ProcessBuilder(
                        kubectl.toString(),
                        "kustomize",
                        FILES.resolve("example").toString())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
        List<Map<String, Object>> rendered = documents(Files.readString(output));
        assertThat(rendered.stream().map(r -> r.get("kind")))
                .containsExactlyInAnyOrder(
                        "ConfigMap",
                        "Service",
                        "Service",
                        "Deployment",
                        "Deployment",
                        "Deployment",
                        "Job",
                        "ServiceMonitor",
                        "ScaledObject",
                        "TriggerAuthentication");
        assertThat(rendered).allSatisfy(r -> assertThat(map(r.get("metadata"))).containsEntry("namespace", "oddboard"));
        pods(rendered).forEach((name, pod) -> {
            assertThat(container(pod).get("image").toString()).as(name).matches("oddboard(-gpu)?:\\d+\\.\\d+\\.\\d+");
            assertThat(container(pod).get("envFrom").toString())
                    .as("the settings' name has their hash in it")
                    .matches(".*name=oddboard-[a-z0-9]{10}.*");
        });
        assertThat(container(pods(rendered).get("oddboard-web")).get("ports").toString())
                .contains("containerPort=8080", "containerPort=8081");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    private static List<?> list(Object value) {
        return (List<?>) value;
    }
}
