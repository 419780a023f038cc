package oddboard.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ChanceTest {
    @Test
    void isAboveOnOrBelowOneHalf() {
        assertThat(Chance.of(0.51, 0.9)).isEqualTo(Chance.BETTER);
        assertThat(Chance.of(0.5, 0.9)).isEqualTo(Chance.SAME);
        assertThat(Chance.of(0.2, 0.5)).isEqualTo(Chance.SAME);
        assertThat(Chance.of(0.2, 0.49)).isEqualTo(Chance.BELOW);
        assertThat(Chance.of(null, null)).isEqualTo(Chance.BETTER);
    }

    private static String reason(double low, double high, int batch, int epochs, int images) {
        return Chance.reason(low, high, Map.of("batchSize", batch), epochs, images);
    }

    @Test
    void findsTheLikelyReason() {
        assertThat(reason(0.4, 0.6, 2000, 50, 60))
                .isEqualTo(
                        "Likely reason: one update per epoch, 50 in all, because a batch of 2,000 takes all 60 training"
                                + " images at once; a smaller batch size learns more per epoch.");
        assertThat(reason(0.4, 0.6, 8, 3, 60))
                .isEqualTo(
                        "Likely reason: too few updates, 24 in all; train more epochs or with a smaller batch size.");
        assertThat(reason(0.2, 0.8, 8, 300, 60)).contains("few test images");
        assertThat(reason(0.2, 0.4, 8, 300, 60)).contains("reconstructs anomalous images better");
        assertThat(reason(0.4, 0.6, 8, 300, 60)).contains("as well as everything else");
        assertThat(reason(0.6, 0.8, 2000, 1, 60)).isEmpty();
        assertThat(Chance.reason(0.4, 0.6, Map.of(), 300, 60)).contains("as well as everything else");
    }

    @Test
    void countsNoUpdatesAndNamesNoReconstructionWhereThereAreNoEpochs() {
        for (double low : new double[] {0.2, 0.4}) {
            assertThat(reason(low, low + 0.2, 32, 0, 60))
                    .isEqualTo(
                            "Likely reason: what is abnormal here is not what this detector looks at; try another one.");
        }
        assertThat(reason(0.2, 0.8, 32, 0, 60)).contains("few test images");
    }

    @Test
    void countsOnlyImagesThatWereTrainedOn() {
        Map<String, Object> settings = Map.of("batchSize", 2000, "calibrationShare", 0.25);
        assertThat(Chance.reason(0.4, 0.6, settings, 12, 80)).contains("takes all 60 training images");
        Map<String, Object> small = Map.of("batchSize", 60, "calibrationShare", 0.25);
        assertThat(Chance.reason(0.4, 0.6, small, 12, 80)).contains("one update per epoch, 12 in all");
    }
}
