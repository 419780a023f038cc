package oddboard.webhook;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Sends events on every web node, to a few endpoints at once: one that is slow holds up nobody else. */
@Component
@ConditionalOnWebApplication
class DeliveryTick implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryTick.class);
    private static final int CONCURRENCY = 4;
    private final Deliverer deliverer;
    private final DeliveryRepository deliveries;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(
            CONCURRENCY, Thread.ofPlatform().name("webhook-", 1).daemon().factory());

    DeliveryTick(Deliverer deliverer, DeliveryRepository deliveries) {
        this.deliverer = deliverer;
        this.deliveries = deliveries;
    }

    @EventListener(ApplicationReadyEvent.class)
    void ready() {
        for (int i = 0; i < CONCURRENCY; i++) {
            threads.scheduleWithFixedDelay(() -> quietly(this::sendAll), 1000 + i * 250L, 1000, TimeUnit.MILLISECONDS);
        }
        threads.scheduleWithFixedDelay(
                () -> quietly(() -> deliveries.forget(Duration.ofDays(Webhooks.DAYS_KEPT))), 1, 60, TimeUnit.MINUTES);
    }

    private void sendAll() {
        while (!threads.isShutdown() && deliverer.sendOne()) {
            // One after the other.
        }
    }

    private void quietly(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            if (!threads.isShutdown()) {
                LOG.warn("Webhooks could not be sent now: {}", e.getMessage());
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        threads.shutdownNow();
        threads.awaitTermination(5, TimeUnit.SECONDS);
    }
}
