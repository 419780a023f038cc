package oddboard.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import oddboard.dataset.VersionId;
import org.junit.jupiter.api.Test;

class NormalTestCheckTest {
    /** 7 of 824, as a budget of 1 % gives. */
    private static Threshold.Calibration on(CalibrationSplit split) {
        return new Threshold.Calibration(new VersionId(1), split, 824, "", 7.0 / 824, 0.00342, 0.01743);
    }

    /** Of {@code n} images the first {@code flagged} reach the threshold of 1. */
    private static double[] scores(int flagged, int n) {
        return IntStream.range(0, n).mapToDouble(i -> i < flagged ? 1 : 0.5).toArray();
    }

    @Test
    void ratesThatMayBeEqualGiveNoWarning() {
        NormalTestCheck check = NormalTestCheck.of(scores(10, 856), 1, on(CalibrationSplit.HELD_OUT));
        assertThat(check.n()).isEqualTo(856);
        assertThat(check.rate()).isEqualTo(10.0 / 856);
        // Binomial sums over doubles, inverted by bisection in Python.
        assertThat(check.low()).isEqualTo(0.005616, within(1e-6));
        assertThat(check.high()).isEqualTo(0.021378, within(1e-6));
        assertThat(check.warning()).isEmpty();
    }

    @Test
    void manyMoreAndFewerAreSaidSo() {
        assertThat(NormalTestCheck.of(scores(375, 860), 1, on(CalibrationSplit.HELD_OUT))
                        .warning())
                .startsWith("It flags 43.60 % of the normal test images, not about 0.85 %: expect more false alarms.");
        assertThat(NormalTestCheck.of(scores(0, 5000), 1, on(CalibrationSplit.TRAIN))
                        .warning())
                .startsWith("It flags 0.00 % of the normal test images, not about 0.85 %: a lower threshold");
        assertThat(NormalTestCheck.of(scores(0, 860), 1, on(CalibrationSplit.HELD_OUT))
                        .warning())
                .as("0 to 0.43 % and 0.34 to 1.74 % have something in common")
                .isEmpty();
    }

    @Test
    void whatRestsOnTestImagesIsNotComparedWithThem() {
        assertThat(NormalTestCheck.of(scores(9, 9), 1, on(CalibrationSplit.TEST_NORMAL)))
                .isNull();
        assertThat(NormalTestCheck.of(scores(9, 9), 1, on(CalibrationSplit.TEST)))
                .isNull();
        assertThat(NormalTestCheck.of(scores(9, 9), 1, null)).isNull();
        assertThat(NormalTestCheck.of(new double[0], 1, on(CalibrationSplit.HELD_OUT)))
                .isNull();
    }
}
