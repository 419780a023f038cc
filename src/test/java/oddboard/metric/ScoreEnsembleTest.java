package oddboard.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreEnsembleTest {
    @Test
    void ranksKnowNoUnitsAndSharePlaces() {
        double[] blend = ScoreEnsemble.ranks(List.of(new double[] {1, 2, 3, 3}, new double[] {-100, 1e9, 0, 5}));
        assertThat(blend).containsExactly(0.125, 0.625, 0.5625, 0.6875);
        assertThat(ScoreEnsemble.ranks(List.of(new double[] {10, 20, 30, 30}, new double[] {1, 4, 2, 3})))
                .isEqualTo(blend);
    }

    @Test
    void distancesAreMeasuredByTrainingImages() {
        assertThat(ScoreEnsemble.distances(
                        List.of(new double[] {3, 5}, new double[] {10, 0}), new double[] {1, 0}, new double[] {2, 10}))
                .containsExactly(1, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> ScoreEnsemble.distances(List.of(new double[] {1}), new double[] {0}, new double[] {0}));
    }

    @Test
    void namesAScoreThatIsNotANumber() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScoreEnsemble.ranks(List.of(new double[] {1, Double.NaN})))
                .withMessageContaining("Score 1 ");
    }
}
