package oddboard.worker;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/** A worker that is the child of a web process leaves when that process is gone, so that none is left behind. */
final class ParentWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ParentWatch.class);
    private static final Duration LOOK = Duration.ofSeconds(2);
    private final BooleanSupplier parentLives;
    private final Runnable leave;
    private volatile boolean closed;

    /** @param leave drains this process and ends it */
    ParentWatch(BooleanSupplier parentLives, Runnable leave) {
        this.parentLives = parentLives;
        this.leave = leave;
    }

    /** True until the process with this pid is gone; a later process with the same pid doesn't count. */
    static BooleanSupplier lives(long pid) {
        var process = ProcessHandle.of(pid);
        return () -> process.isPresent() && process.get().isAlive();
    }

    @EventListener(ApplicationReadyEvent.class)
    void ready() {
        Thread.ofPlatform().name("parent-watch").daemon().start(() -> {
            while (!closed && look()) {
                try {
                    Thread.sleep(LOOK);
                } catch (InterruptedException e) {
                    return;
                }
            }
        });
    }

    /** Looks once; false where the parent is gone and this process was requested to shut down. */
    boolean look() {
        if (parentLives.getAsBoolean()) {
            return true;
        }
        LOG.warn("The process that started this worker is gone; the worker leaves too");
        leave.run();
        return false;
    }

    @Override
    public void close() {
        closed = true;
    }
}
