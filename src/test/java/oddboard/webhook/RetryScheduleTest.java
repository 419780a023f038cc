package oddboard.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {
    private static Optional<Duration> pause(int tries, Optional<Duration> wanted) {
        return RetrySchedule.pause(tries, wanted, new Random(tries));
    }

    /** The table of the standard, with a jitter of a fifth. */
    @Test
    void triesTenTimesInAboutThreeDays() {
        long[] seconds = {5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400};
        for (int i = 0; i < seconds.length; i++) {
            for (int seed = 0; seed < 200; seed++) {
                Duration one = RetrySchedule.pause(i + 1, Optional.empty(), new Random(seed))
                        .orElseThrow();
                assertThat(one.toMillis() / 1000.0).isBetween(0.8 * seconds[i], 1.2 * seconds[i]);
            }
        }
        assertThat(pause(10, Optional.empty())).isEmpty();
        assertThat(pause(10, Optional.of(Duration.ofSeconds(1)))).isEmpty();
    }

    @Test
    void isNotTheSameForAll() {
        assertThat(RetrySchedule.pause(3, Optional.empty(), new Random(1)))
                .isNotEqualTo(RetrySchedule.pause(3, Optional.empty(), new Random(2)));
    }

    @Test
    void heedsRetryAfterUpToADay() {
        assertThat(pause(1, Optional.of(Duration.ofMinutes(7)))).contains(Duration.ofMinutes(7));
        assertThat(pause(1, Optional.of(Duration.ofDays(7)))).contains(Duration.ofDays(1));
        assertThat(pause(4, Optional.of(Duration.ofSeconds(1))).orElseThrow()).isGreaterThan(Duration.ofHours(1));
    }

    @Test
    void leavesAnEndpointAloneForAWhileThatGrows() {
        assertThat(RetrySchedule.ofEndpoint(1, Optional.empty())).isEqualTo(Duration.ofSeconds(5));
        assertThat(RetrySchedule.ofEndpoint(4, Optional.empty())).isEqualTo(Duration.ofSeconds(40));
        assertThat(RetrySchedule.ofEndpoint(2_000_000, Optional.empty())).isEqualTo(Duration.ofMinutes(15));
        assertThat(RetrySchedule.ofEndpoint(1, Optional.of(Duration.ofHours(1))))
                .isEqualTo(Duration.ofHours(1));
    }
}
