package oddboard.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import oddboard.dataset.Labels;
import org.junit.jupiter.api.Test;

class EvaluatorTest {
    /** Twenty normal images, then ten of each type: scores that are higher, mixed among the normal ones, and lower. */
    private static Labels labels(String... types) {
        var anomalous = new boolean[20 + 10 * types.length];
        var type = new String[anomalous.length];
        Arrays.fill(type, "");
        Arrays.fill(anomalous, 20, anomalous.length, true);
        for (int i = 20; i < type.length; i++) {
            type[i] = types[(i - 20) / 10];
        }
        return new Labels(1, 1, anomalous, type);
    }

    private static double[] scores(double... bases) {
        var scores = new double[20 + 10 * bases.length];
        for (int i = 0; i < 20; i++) {
            scores[i] = 10 + i;
        }
        for (int i = 20; i < scores.length; i++) {
            scores[i] = bases[(i - 20) / 10] + 2 * ((i - 20) % 10);
        }
        return scores;
    }

    @Test
    void namesTheTypesThatAreNoBetterThanChance() {
        var metrics = Evaluator.metrics(scores(100, 10.5, -100), labels("clear", "mixed", "low"), 0);
        assertThat(metrics.weakTypes()).containsExactly("low", "mixed");
        assertThat(Evaluator.metrics(scores(100, 90), labels("clear", "too"), 0).weakTypes())
                .isEmpty();
    }

    @Test
    void saysNothingOfTypesWhereThereIsOne() {
        assertThat(Evaluator.metrics(scores(10.5), labels("mixed"), 0).weakTypes())
                .isEmpty();
    }
}
