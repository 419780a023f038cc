package oddboard.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import oddboard.job.JobQueue;
import oddboard.testing.PageTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** src/grafana/oddboard.json, against what the program gives Prometheus. */
class DashboardTest extends PageTest {
    private final JsonNode dashboard = read();

    @Autowired
    private JobQueue queue;

    @Autowired
    private JdbcClient sql;

    private static JsonNode read() {
        try {
            return new JsonMapper().readTree(Files.readString(Path.of("src/grafana/oddboard.json")));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** As Prometheus stores them. */
    private static Stream<String> names(MetricSnapshot metric) {
        String name = metric.getMetadata().getPrometheusName();
        return switch (metric) {
            case CounterSnapshot c -> Stream.of(name + "_total");
            case SummarySnapshot s -> Stream.of(name + "_count", name + "_sum");
            default -> Stream.of(name);
        };
    }

    @Test
    void showsEveryFigureOfTheProgramAndNoOther() {
        Set<String> exposed = new PrometheusMetrics(sql, queue, System::nanoTime)
                .collect().stream().flatMap(DashboardTest::names).collect(Collectors.toCollection(TreeSet::new));
        Set<String> shown = dashboard
                .get("panels")
                .valueStream()
                .flatMap(panel -> panel.get("targets").valueStream())
                .flatMap(target -> Pattern.compile("oddboard_\\w+")
                        .matcher(target.get("expr").asString())
                        .results())
                .map(match -> match.group())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(shown).isEqualTo(exposed);
    }

    @Test
    void hasWhatGrafanaAsksOfADashboardFile() {
        assertThat(dashboard.get("schemaVersion").asInt()).isGreaterThanOrEqualTo(36);
        assertThat(dashboard.get("uid").asString()).isEqualTo("oddboard");
        assertThat(dashboard.get("templating").get("list").get(0).get("name").asString())
                .isEqualTo("source");
        Set<String> places = new HashSet<>();
        dashboard.get("panels").forEach(panel -> {
            assertThat(panel.get("datasource").get("uid").asString()).isEqualTo("${source}");
            assertThat(panel.get("title").asString()).isNotBlank();
            JsonNode place = panel.get("gridPos");
            assertThat(place.get("x").asInt() + place.get("w").asInt()).isLessThanOrEqualTo(24);
            assertThat(places.add(place.get("x") + "," + place.get("y")))
                    .as("its own place")
                    .isTrue();
        });
    }
}
