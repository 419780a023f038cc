package oddboard.notice;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Looks for sweeps that have ended and empties the outbox, on every web node: whichever is left when others die. */
@Component
@ConditionalOnWebApplication
class OutboxTick implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxTick.class);
    private final Outbox outbox;
    private final NoticeRepository notices;
    private final MailDigest mail;
    private final QuotaNotices quotas;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("outbox").daemon().factory());
    private final ScheduledExecutorService slow = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("outbox-slow").daemon().factory());

    OutboxTick(Outbox outbox, NoticeRepository notices, MailDigest mail, QuotaNotices quotas) {
        this.outbox = outbox;
        this.notices = notices;
        this.mail = mail;
        this.quotas = quotas;
    }

    @EventListener(ApplicationReadyEvent.class)
    void ready() {
        thread.scheduleWithFixedDelay(() -> quietly(notices::sweepsEnded), 2, 2, TimeUnit.SECONDS);
        thread.scheduleWithFixedDelay(() -> quietly(this::sendAll), 2, 2, TimeUnit.SECONDS);
        thread.scheduleWithFixedDelay(() -> quietly(outbox::tidy), 1, 60, TimeUnit.MINUTES);
        // A server of mail that hangs, or a long list of people, holds up nothing else.
        slow.scheduleWithFixedDelay(() -> quietly(mail::sendAll), 5, 5, TimeUnit.SECONDS);
        slow.scheduleWithFixedDelay(() -> quietly(quotas::look), 1, 10, TimeUnit.MINUTES);
    }

    private void sendAll() {
        while (!thread.isShutdown() && outbox.sendOne()) {
            // One after the other.
        }
    }

    private void quietly(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            if (!thread.isShutdown()) {
                LOG.warn("Notices could not be sent now: {}", e.getMessage());
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        thread.shutdownNow();
        slow.shutdownNow();
        thread.awaitTermination(6, TimeUnit.SECONDS);
        slow.awaitTermination(6, TimeUnit.SECONDS);
    }
}
