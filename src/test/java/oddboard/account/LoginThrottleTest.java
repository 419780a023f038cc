package oddboard.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import oddboard.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class LoginThrottleTest {
    private final SettableClock clock = new SettableClock();
    private final JdbcClient jdbc = JdbcClient.create(TestDatabase.dataSource());
    private final LoginThrottle throttle = new LoginThrottle(jdbc, clock);

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
        long admitted = IntStream.range(0, 80)
                .filter(i -> throttle.admit("user" + i, "10.0.0.1"))
                .count();
        assertThat(admitted).isEqualTo(50);
        assertThat(throttle.admit("user", "10.0.0.2")).isTrue();
    }

    @Test
    void countsAnIPv6NetworkAsOneForItsClientsChooseTheRest() {
        long admitted = IntStream.range(0, 80)
                .filter(i -> throttle.admit("user" + i, "2001:db8:1:2:" + i + "::1"))
                .count();
        assertThat(admitted).isEqualTo(50);
        assertThat(throttle.admit("user", "2001:db8:1:3::1")).isTrue();
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
    void aClockThatIsSetBackByAnHourLengthensNoDelayAndOpensNoDoor() {
        for (int i = 0; i < 10; i++) {
            throttle.admit("Ada", "10.0.0.1");
        }
        clock.pass(Duration.ofHours(-1));
        assertThat(throttle.admit("Ada", "10.0.0.1")).isFalse();
        clock.pass(LoginThrottle.WINDOW);
        assertThat(throttle.admit("Ada", "10.0.0.1")).isTrue();
    }

    @Test
    void neitherARestartNorAnotherNodeForgetsATry() {
        for (int i = 0; i < 10; i++) {
            throttle.admit("Ada", "10.0.0." + i);
        }
        assertThat(new LoginThrottle(jdbc, clock).admit("Ada", "10.0.0.99")).isFalse();
    }

    @Test
    void ofManyAtOnceNoMoreThanTenSlipThrough() throws Exception {
        long admitted = 0;
        try (var threads = Executors.newFixedThreadPool(8)) {
            Callable<Boolean> attempt = () -> throttle.admit("Ada", "10.0.0.1");
            for (var done : threads.invokeAll(Collections.nCopies(40, attempt))) {
                admitted += done.get() ? 1 : 0;
            }
        }
        assertThat(admitted).isBetween(1L, 10L);
    }

    @Test
    void linksCountAgainstTheAddressUntilOneIsTrue() {
        for (int i = 0; i < 50; i++) {
            assertThat(throttle.admitLink("10.0.0.1")).isTrue();
        }
        assertThat(throttle.admitLink("10.0.0.1")).isFalse();
        throttle.linkOpened("10.0.0.1");
        assertThat(throttle.admit("Ada", "10.0.0.1")).isTrue();
    }

    @Test
    void theRightPasswordIsForgotten() {
        for (int i = 0; i < 60; i++) {
            assertThat(throttle.admit("Ada", "10.0.0.1")).isTrue();
            throttle.succeeded("Ada", "10.0.0.1");
        }
    }
}
