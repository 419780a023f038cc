package oddboard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class IntakeWatchdogTest {
    private long now;
    private long lastLook;
    private int left;
    private final IntakeWatchdog watch = new IntakeWatchdog(2, () -> lastLook, () -> now, () -> left++);

    private void beatFor(int seconds, int busy, boolean looking) {
        for (int at = 0; at < seconds; at += 3) {
            now += Duration.ofSeconds(3).toNanos();
            lastLook = looking ? now : lastLook;
            watch.beat(busy);
        }
    }

    @Test
    void sendsAWorkerAwayOnceThatNoLongerLooksForJobs() {
        beatFor(60, 1, true);
        beatFor(117, 1, false);
        assertThat(left).isZero();
        beatFor(60, 1, false);
        assertThat(left).isEqualTo(1);
    }

    @Test
    void expectsNoLookWhereEverySlotIsBusy() {
        beatFor(3_600, 2, false);
        beatFor(90, 1, false);
        assertThat(left).isZero();
    }

    @Test
    void forgivesATimeWithoutTheDatabase() {
        now += Duration.ofMinutes(10).toNanos();
        beatFor(90, 0, false);
        assertThat(left).isZero();
    }
}
