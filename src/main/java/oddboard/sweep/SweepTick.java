package oddboard.sweep;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Lets sweeps continue, on every node: whichever is left when others die. */
@Component
class SweepTick implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SweepTick.class);

    private final SweepFeeder feeder;
    private final Duration interval;
    private boolean failing;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("sweep-tick").daemon().factory());

    SweepTick(SweepFeeder feeder, @Value("${oddboard.sweep.tick:1s}") Duration interval) {
        this.feeder = feeder;
        this.interval = interval;
    }

    @EventListener(ApplicationReadyEvent.class)
    void ready() {
        thread.scheduleWithFixedDelay(this::quietly, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void quietly() {
        try {
            feeder.tick();
            failing = false;
        } catch (RuntimeException e) {
            // Said once: a database that is away is so for many ticks.
            if (!failing && !thread.isShutdown()) {
                LOG.warn("Sweeps can't continue now: {}", e.getMessage());
            }
            failing = true;
        }
    }

    @Override
    public void close() throws InterruptedException {
        thread.shutdownNow();
        thread.awaitTermination(5, TimeUnit.SECONDS);
    }
}
