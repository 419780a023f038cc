package oddboard.detector.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PcaTest {
    @Test
    void leavesOverWhatLiesBesideTheFirstComponents() {
        // on the line x = y, z = 7; the mean is (20, 20, 7)
        byte[][] train = {{10, 10, 7}, {20, 20, 7}, {30, 30, 7}};
        byte[][] test = {{100, 100, 7}, {20, 20, 17}, {23, 17, 7}};
        double[][] scores = Pca.scores(train, test, new long[] {1, 3});
        assertThat(scores[0][0]).isCloseTo(0, within(1e-6));
        assertThat(scores[1][0]).isCloseTo(10, within(1e-9));
        assertThat(scores[2][0]).isCloseTo(Math.sqrt(18), within(1e-9));
        assertThat(scores[2][1]).isCloseTo(0, within(1e-6));
    }
}
