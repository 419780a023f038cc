package oddboard.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RemainingTimeEstimateTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void knowsNothingBeforeTwoMomentsAreKnown() {
        RemainingTimeEstimate eta = new RemainingTimeEstimate(0);
        eta.at(SECOND, 100);
        assertThat(eta.secondsFor(500)).isNull();
    }

    @Test
    void countsFromWhereAResumedTrainingBegan() {
        RemainingTimeEstimate eta = new RemainingTimeEstimate(0);
        eta.at(SECOND, 10_000);
        eta.at(3 * SECOND, 10_200);
        assertThat(eta.secondsFor(500)).isEqualTo(5);
    }

    @Test
    void followsTheLastEpochsPaceAndTheTimeBetweenThem() {
        RemainingTimeEstimate eta = new RemainingTimeEstimate(0);
        eta.at(0, 0);
        eta.at(SECOND, 1000);
        eta.mark();
        eta.at(11 * SECOND, 2000);
        eta.mark();
        eta.at(21 * SECOND, 3000);
        assertThat(eta.rate()).as("of the two later epochs, pauses included").isEqualTo(100);
    }
}
