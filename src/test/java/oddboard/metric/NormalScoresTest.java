package oddboard.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NormalScoresTest {
    private static final double[] TEN = {3.5, 1.25, 2, 9, 4.75, 4.75, 6, -1, 0.5, 7.125};

    /** Expected values: NumPy, {@code quantile}, {@code mean}, {@code std(ddof=1)}. */
    @Test
    void quantilesMeansAndDeviationsAreThoseOfNumpy() {
        NormalScores scores = NormalScores.of(TEN);
        assertThat(scores.quantile(0.99)).isCloseTo(8.83125, within(1e-12));
        assertThat(scores.quantile(0.5)).isEqualTo(4.125);
        assertThat(scores.quantile(1)).isEqualTo(9);
        assertThat(scores.mean()).isCloseTo(3.7875, within(1e-12));
        assertThat(scores.deviation()).isCloseTo(3.1358423022282937, within(1e-12));
        assertThat(scores.scaledQuantile(0.95, 1.5)).isCloseTo(4.125 + 1.5 * (8.15625 - 4.125), within(1e-12));
        assertThat(NormalScores.of(new double[] {2}).deviation()).isZero();
    }

    @Test
    void aScaledQuantileMovesWithTheScores() {
        double[] moved = Arrays.stream(TEN).map(s -> s + 100).toArray();
        assertThat(NormalScores.of(moved).scaledQuantile(0.9, 2))
                .isCloseTo(NormalScores.of(TEN).scaledQuantile(0.9, 2) + 100, within(1e-9));
    }

    @Test
    void aBudgetFlagsAsManyAsItAllows() {
        double[] thousand = IntStream.range(0, 1000).mapToDouble(i -> i).toArray();
        NormalScores scores = NormalScores.of(thousand);
        assertThat(scores.atMostFalseAlarms(0.01))
                .as("10 of 1,001 places lie above")
                .isEqualTo(990.5);
        assertThat(scores.flagged(990.5).rate()).isEqualTo(0.009);
        assertThat(scores.atMostFalseAlarms(0.001)).isEqualTo(Math.nextUp(999.0));
        assertThat(NormalScores.neededFor(0.001)).isEqualTo(999);
        assertThat(NormalScores.neededFor(0.01)).isEqualTo(99);
        assertThatIllegalArgumentException().isThrownBy(() -> scores.atMostFalseAlarms(0.0009));
    }

    @Test
    void equalScoresAreFlaggedTogetherOrNotAtAll() {
        NormalScores scores = NormalScores.of(new double[] {1, 1, 1, 2, 2, 2, 2, 3, 3});
        assertThat(scores.atMostFalseAlarms(0.3))
                .as("2 of 10 places; the two 3s")
                .isEqualTo(2.5);
        assertThat(scores.atMostFalseAlarms(0.2))
                .as("1 of 10 places; not one of two 3s")
                .isEqualTo(Math.nextUp(3.0));
    }

    @Test
    void keepsTheBudgetOnNewImages() {
        Random random = new Random(5);
        double flagged = 0;
        int covered = 0;
        for (int i = 0; i < 2000; i++) {
            NormalScores scores = NormalScores.of(random.doubles(199).toArray());
            double threshold = scores.atMostFalseAlarms(0.05);
            double rate = 1 - threshold; // of uniform scores
            flagged += rate / 2000;
            Proportion stated = scores.flagged(threshold);
            covered += stated.low() <= rate && rate <= stated.high() ? 1 : 0;
        }
        assertThat(flagged).isBetween(0.045, 0.05);
        assertThat(covered).as("95 % intervals of 2,000").isGreaterThanOrEqualTo(1900);
    }
}
