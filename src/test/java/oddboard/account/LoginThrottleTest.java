package oddboard.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import oddboard.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class LoginThrottleTest {
    private final SetClock clock = new SetClock();
    private final LoginThrottle throttle = new LoginThrottle(JdbcClient.create(TestDatabase.dataSource()), clock);

    @Test
    void admitsTenTriesAnAccountInAQuarterOfAnHour() {
        for (int i = 0; i < 10; i++) {
            assertThat(throttle.admit("Ada", "10.0.0." + i)).isTrue();
        }
        assertThat(throttle.admit(" ADA ", "10.0.0.99")).isFalse();
        assertThat(throttle.admit("Bo", "10.0.0.99")).isTrue();
    }

    @Test
    void admitsFiftyTriesAnAddressInAQuarterOfAnHour() {
        long admitted = IntStream.range(0, 1000).filter(i -> throttle.admit("user" + i, "10.0.0.1")).count();
        assertThat(admitted).isEqualTo(50);
        assertThat(throttle.admit("user", "10.0.0.2")).isTrue();
    }

    @Test
    void letsTheOwnerInAfterTheDelay() {
        for (int i = 0; i < 10; i++) {
            throttle.admit("Ada", "10.0.0.1");
            clock.pass(Duration.ofMinutes(1));
        }
        assertThat(throttle.admit("Ada", "10.0.0.1")).isFalse();
        clock.pass(Duration.ofMinutes(5));
        assertThat(throttle.admit("Ada", "10.0.0.1")).isTrue();
        assertThat(throttle.admit("Ada", "10.0.0.1")).isFalse();
    }

    @Test
    void aRefusedTryDoesNotLengthenTheDelay() {
        for (int i = 0; i < 10; i++) {
            throttle.admit("Ada", "10.0.0.1");
        }
        clock.pass(LoginThrottle.WINDOW.minusSeconds(1));
        assertThat(throttle.admit("Ada", "10.0.0.1")).isFalse();
        clock.pass(Duration.ofSeconds(1));
        assertThat(throttle.admit("Ada", "10.0.0.1")).isTrue();
    }

    @Test
    void theRightPasswordIsForgotten() {
        for (int i = 0; i < 200; i++) {
            assertThat(throttle.admit("Ada", "10.0.0.1")).isTrue();
            throttle.succeeded("Ada", "10.0.0.1");
        }
    }

    private static final class SetClock extends Clock {
        private Instant now = Instant.parse("2026-11-03T04:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
