package oddboard.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/** Lets the maintenance of blobs run on web nodes, slowly enough that nobody notices. */
@Component
@ConditionalOnProperty(name = "oddboard.role", havingValue = "web")
class BlobRounds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BlobRounds.class);

    private final BlobMaintenance maintenance;
    private final BlobMoves moves;
    private final ObjectSweep sweep;
    private final Duration interval;
    private final long bytesPerSecond;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("blob-maintenance").daemon().factory());
    private final ScheduledExecutorService settling = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("blob-settling").daemon().factory());

    BlobRounds(
            BlobMaintenance maintenance,
            BlobMoves moves,
            ObjectSweep sweep,
            @Value("${oddboard.storage.check-interval:7d}") Duration interval,
            @Value("${oddboard.storage.check-rate:20MB}") DataSize perSecond) {
        this.maintenance = maintenance;
        this.moves = moves;
        this.sweep = sweep;
        this.interval = interval;
        this.bytesPerSecond = Math.max(perSecond.toBytes(), 1);
    }

    @EventListener(ApplicationReadyEvent.class)
    void ready() {
        thread.scheduleWithFixedDelay(() -> quietly(maintenance::collect), 5, 30, TimeUnit.MINUTES);
        thread.scheduleWithFixedDelay(() -> quietly(this::check), 60, 60, TimeUnit.SECONDS);
        settling.scheduleWithFixedDelay(() -> quietly(this::sweep), 20, 6 * 60, TimeUnit.MINUTES);
        settling.scheduleWithFixedDelay(() -> quietly(this::settle), 5, 5, TimeUnit.SECONDS);
    }

    private void sweep() {
        try {
            sweep.sweep();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A thread of its own: a check takes hours. */
    private void settle() {
        try {
            while (!settling.isShutdown() && moves.settleNext()) {
                // the next one
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every blob that is due; the rest of the time it sleeps. */
    private void check() {
        while (!thread.isShutdown() && maintenance.checkNext(interval, this::rest)) {
            rest(0);
        }
    }

    private void rest(long bytes) {
        try {
            Thread.sleep(10 + bytes * 1000 / bytesPerSecond);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the program ends");
        }
    }

    private void quietly(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            if (!thread.isShutdown()) {
                LOG.warn("The store could not be looked after: {}", e.getMessage());
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        thread.shutdownNow();
        settling.shutdownNow();
        thread.awaitTermination(5, TimeUnit.SECONDS);
        settling.awaitTermination(5, TimeUnit.SECONDS);
    }
}
