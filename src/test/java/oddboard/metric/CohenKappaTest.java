package oddboard.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Values computed by the definition's shares with Python. */
class CohenKappaTest {
    @Test
    void isHowFarTwoAgreeBeyondChance() {
        assertThat(CohenKappa.of(new int[][] {{20, 5}, {10, 15}})).isEqualTo(0.4, within(1e-12));
        assertThat(CohenKappa.of(new int[][] {{44, 5, 1}, {7, 20, 3}, {9, 5, 6}}))
                .isEqualTo(0.49152542372881347, within(1e-12));
        assertThat(CohenKappa.of(new int[][] {{0, 4}, {6, 0}})).isEqualTo(-0.923076923076923, within(1e-12));
    }

    @Test
    void isOneWhereTheyAlwaysAgree() {
        assertThat(CohenKappa.of(new int[][] {{3, 0, 0}, {0, 7, 0}, {0, 0, 1}})).isEqualTo(1);
    }

    @Test
    void isNoNumberWithoutImagesOrWhereBothSayOneThing() {
        assertThat(CohenKappa.of(new int[3][3])).isNaN();
        assertThat(CohenKappa.of(new int[][] {{5, 0}, {0, 0}})).isNaN();
    }
}
