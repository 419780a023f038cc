package oddboard.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import oddboard.testing.Await;
import org.junit.jupiter.api.Test;

class EngineTurnTest {
    private static final long HELD = Duration.ofMillis(100).toNanos();

    @Test
    void whatGoesOnBesideATrainingLeavesItTwiceTheTimeThatItTook() throws Exception {
        assertThat(EngineTurn.take(() -> false)).isTrue();
        AtomicInteger steps = new AtomicInteger();
        Thread training = Thread.ofPlatform().start(() -> {
            try {
                EngineTurn.take(() -> false);
                while (!Thread.currentThread().isInterrupted()) {
                    steps.incrementAndGet();
                    EngineTurn.pass();
                    Thread.onSpinWait();
                }
                EngineTurn.giveBack();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            Await.until("the training waits", Duration.ofSeconds(20), () -> {
                // It waits in a loop of short tries.
                return training.getState() == Thread.State.TIMED_WAITING ? true : null;
            });
            long before = System.nanoTime();
            while (steps.get() == 0) {
                EngineTurn.passModestly(HELD, () -> false);
            }
            assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(2 * HELD);
            assertThat(steps.get()).isGreaterThan(1);
        } finally {
            EngineTurn.giveBack();
            training.interrupt();
            training.join();
        }
    }

    @Test
    void nobodyPausesWhereNobodyWaitsOrTheJobIsToStop() throws Exception {
        assertThat(EngineTurn.take(() -> false)).isTrue();
        try {
            long before = System.nanoTime();
            EngineTurn.passModestly(Duration.ofHours(1).toNanos(), () -> false);
            assertThat(System.nanoTime() - before)
                    .isLessThan(Duration.ofSeconds(4).toNanos());
        } finally {
            EngineTurn.giveBack();
        }
    }
}
