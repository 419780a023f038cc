package oddboard.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import oddboard.ui.Chart.Bars;
import oddboard.ui.Chart.Line;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ChartTest {
    private final Chart chart = new Chart("Loss by epoch");

    @Test
    void sendsEveryPointWithEveryDigit() {
        double[] y = {0.1 + 0.2, 1 / 3.0, 5e-324};
        chart.showLosses(List.of(new Line("a", new double[] {1, 2, 3}, y, 4)), 100);
        JsonNode line = data().get("lines").get(0);
        for (int i = 0; i < y.length; i++) {
            assertThat(line.get("y").get(i).asDouble()).isEqualTo(y[i]);
        }
        assertThat(line.get("color").asInt()).isEqualTo(4);
        assertThat(data().get("epochs").asInt()).isEqualTo(100);
        assertThat(chart.getElement().getAttribute("kind")).isEqualTo("losses");
    }

    @Test
    void leavesAGapWhereThereIsNoNumber() {
        chart.showPrecisionRecall(List.of(new Line("a", new double[] {0, 1}, new double[] {Double.NaN, 0.5}, 0)));
        assertThat(data().get("lines").get(0).get("y").get(0).isNull()).isTrue();
    }

    @Test
    void takesNoThresholdForNaN() {
        double[] edges = {0, 1, 2};
        List<Bars> bars = List.of(new Bars("normal", new int[] {3, 4}, 0));
        chart.showHistogram(edges, bars, Double.NaN, "score");
        assertThat(data().has("threshold")).isFalse();
        chart.showHistogram(edges, bars, 1.5, "score");
        assertThat(data().get("threshold").asDouble()).isEqualTo(1.5);
    }

    @Test
    void refusesLinesAndBarsThatDoNotFit() {
        assertThatThrownBy(() -> new Line("a", new double[2], new double[3], 0)).hasMessageContaining("2 x values");
        assertThatThrownBy(() -> chart.showHistogram(new double[2], List.of(new Bars("a", new int[2], 0)), 0, ""))
                .hasMessageContaining("one edge more");
    }

    @Test
    void namesTheLibraryThatIsOnTheClassPath() {
        String path = chart.getElement().getAttribute("library");
        assertThat(getClass().getResource("/META-INF/resources/" + path))
                .as(path)
                .isNotNull();
    }

    private JsonNode data() {
        return new JsonMapper().readTree(chart.getElement().getProperty("data"));
    }
}
