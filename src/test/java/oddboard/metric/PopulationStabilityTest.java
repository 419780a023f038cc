package oddboard.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.InputStream;
import java.util.List;
import oddboard.common.StoredJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against values that numpy computed: quantile, searchsorted and the sum over bins. */
class PopulationStabilityTest {
    record Case(
            String name,
            double[] reference,
            double[] actual,
            double[] edges,
            int[] referenceCounts,
            int[] counts,
            double index) {}

    static List<Case> cases() throws Exception {
        try (InputStream in = PopulationStabilityTest.class.getResourceAsStream("population-stability.json")) {
            return List.of(StoredJson.MAPPER.readValue(in, Case[].class));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isWhatNumpySays(Case expected) {
        double[] edges = PopulationStability.edges(expected.reference());
        assertThat(edges).containsExactly(expected.edges(), within(1e-12));
        int[] reference = PopulationStability.counts(expected.edges(), expected.reference());
        int[] counts = PopulationStability.counts(expected.edges(), expected.actual());
        assertThat(reference).containsExactly(expected.referenceCounts());
        assertThat(counts).containsExactly(expected.counts());
        assertThat(PopulationStability.index(reference, counts)).isEqualTo(expected.index(), within(1e-12));
    }

    @Test
    void saysNothingOfNoImagesAndThatFewAreLargeByChance() {
        assertThat(PopulationStability.index(new int[10], new int[] {1, 0, 0, 0, 0, 0, 0, 0, 0, 0}))
                .isNaN();
        assertThat(PopulationStability.chance(100, 20)).isEqualTo(27.877164871256568 * 0.06, within(1e-12));
        assertThat(PopulationStability.chance(1000, 1000)).isLessThan(PopulationStability.LARGE);
    }
}
