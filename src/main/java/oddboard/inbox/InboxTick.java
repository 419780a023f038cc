package oddboard.inbox;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Looks for inboxes that are due, on every node that has their folders: whichever is left when others die. */
@Component
class InboxTick implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(InboxTick.class);
    private final InboxPass pass;
    private final long seconds;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("inbox-tick").daemon().factory());

    InboxTick(InboxPass pass, @Value("${oddboard.inbox.tick-seconds:2}") long seconds) {
        this.pass = pass;
        this.seconds = seconds;
    }

    @EventListener(ApplicationReadyEvent.class)
    void ready() {
        thread.scheduleWithFixedDelay(this::quietly, seconds, seconds, TimeUnit.SECONDS);
    }

    private void quietly() {
        try {
            pass.tick();
        } catch (RuntimeException e) {
            if (!thread.isShutdown()) {
                LOG.warn("Inboxes can't be looked into now: {}", e.getMessage());
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        thread.shutdownNow();
        thread.awaitTermination(5, TimeUnit.SECONDS);
    }
}
