package oddboard.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RankComparisonTest {
    private static final Offset<Double> EXACT = within(1e-12);

    /** A line of rank-comparison.csv, which rank_comparison.py made by going through all signs, in exact fractions. */
    record Case(double[][] values, double[] ranks, double[] p) {
        static Case of(String line) {
            String[] fields = line.split(",");
            return new Case(
                    Arrays.stream(fields[0].split("\\|")).map(Case::numbers).toArray(double[][]::new),
                    numbers(fields[1]),
                    numbers(fields[2]));
        }

        private static double[] numbers(String text) {
            return Arrays.stream(text.split(" "))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
        }
    }

    static List<Case> cases() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(RankComparisonTest.class.getResourceAsStream("rank-comparison.csv")),
                StandardCharsets.UTF_8))) {
            return lines.lines().skip(1).map(Case::of).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void equalsItsDefinition(Case one) {
        RankComparison found = RankComparison.of(one.values());
        assertThat(found.meanRanks()).containsExactly(one.ranks(), EXACT);
        int pair = 0;
        for (int a = 0; a < one.ranks().length; a++) {
            assertThat(found.p()[a][a]).isEqualTo(1);
            for (int b = a + 1; b < one.ranks().length; b++) {
                assertThat(found.p()[a][b]).isCloseTo(one.p()[pair], EXACT).isEqualTo(found.p()[b][a]);
                pair++;
            }
        }
        assertThat(pair).isEqualTo(one.p().length);
    }

    @Test
    void groupsAreNeighborsOfWhichNoTwoDiffer() {
        double[][] p = {{1, 0.2, 0.01, 0.3}, {0.2, 1, 0.3, 0.01}, {0.01, 0.3, 1, 0.4}, {0.3, 0.01, 0.4, 1}};
        assertThat(new RankComparison(new double[] {1, 2, 3, 4}, p, new int[] {0, 1, 2, 3}).groups())
                .containsExactly(new int[] {0, 1}, new int[] {1, 2}, new int[] {2, 3});
        double[][] far = {{1, 0.01}, {0.01, 1}};
        assertThat(new RankComparison(new double[] {2, 1}, far, new int[] {1, 0}).groups())
                .isEmpty();
    }

    @Test
    void noDifferenceIsNone() {
        double[] same = {0.5, 0.6, 0.7};
        assertThat(SignedRank.twoSided(same, same)).isEqualTo(1);
        assertThat(SignedRank.twoSided(new double[0], new double[0])).isEqualTo(1);
        // 0.9 - 0.8 and 0.7 - 0.6 differ in their last digits alone.
        assertThat(SignedRank.twoSided(new double[] {0.9, 0.6}, new double[] {0.8, 0.7}))
                .isEqualTo(1);
    }

    @Test
    void manyDataSetsAreTestedByTheNormalDistribution() {
        Random random = new Random(5);
        double[] a = random.doubles(50).toArray();
        double[] b = Arrays.stream(a)
                .map(v -> v + random.nextGaussian() * 0.1 - 0.02)
                .toArray();
        double exact = SignedRank.twoSided(a, b);
        double[] more = Arrays.copyOf(a, 51);
        double[] with = Arrays.copyOf(b, 51);
        more[50] = 0.5;
        with[50] = 0.5 + 1e-9;
        assertThat(exact).isBetween(0.001, 0.9);
        assertThat(SignedRank.twoSided(more, with)).isCloseTo(exact, within(0.03));
    }

    @Test
    void knowsOnHowManyDataSetsADifferenceCanBeSignificant() {
        assertThat(RankComparison.setsNeeded(2)).isEqualTo(6);
        for (int models = 2; models < 9; models++) {
            int needed = RankComparison.setsNeeded(models);
            assertThat(least(models, needed)).isLessThan(0.05);
            assertThat(least(models, needed - 1)).isGreaterThanOrEqualTo(0.05);
        }
    }

    /** Of models that have the same order everywhere. */
    private static double least(int models, int sets) {
        double[][] values = new double[models][sets];
        for (int m = 0; m < models; m++) {
            for (int s = 0; s < sets; s++) {
                values[m][s] = 0.9 - 0.05 * m + 0.0001 * s * m;
            }
        }
        return Arrays.stream(RankComparison.of(values).p())
                .flatMapToDouble(Arrays::stream)
                .min()
                .orElseThrow();
    }
}
