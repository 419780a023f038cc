package oddboard.worker;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import oddboard.job.JobTimes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs the sweep and the reconciler on every node, by one node at a time. */
final class Housekeeping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private final TransactionTemplate ownTransaction;
    private final JdbcClient own;
    private final DeadWorkerSweep sweep;
    private final Reconciler reconciler;
    private final JobTimes times;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("housekeeping").daemon().factory());

    /** @param ownTransaction on other connections than the work's, so that the lock outlasts the work's transactions */
    Housekeeping(
            TransactionTemplate ownTransaction,
            JdbcClient own,
            DeadWorkerSweep sweep,
            Reconciler reconciler,
            JobTimes times) {
        this.ownTransaction = ownTransaction;
        this.own = own;
        this.sweep = sweep;
        this.reconciler = reconciler;
        this.times = times;
    }

    @EventListener(ApplicationReadyEvent.class)
    void ready() {
        every(times.sweep().toMillis(), "sweep", sweep::sweep);
        every(times.reconcile().toMillis(), "reconciler", reconciler::reconcile);
    }

    private void every(long millis, String name, Runnable work) {
        thread.scheduleWithFixedDelay(
                () -> {
                    try {
                        alone(name, work);
                    } catch (RuntimeException e) {
                        LOG.warn("The queue's {} could not do its work: {}", name, e.getMessage());
                    }
                },
                0,
                millis,
                TimeUnit.MILLISECONDS);
    }

    private void alone(String name, Runnable work) {
        ownTransaction.executeWithoutResult(status -> {
            if (own.sql("select pg_try_advisory_xact_lock(hashtext('oddboard'), hashtext(:name))")
                    .param("name", name)
                    .query(Boolean.class)
                    .single()) {
                work.run();
            }
        });
    }

    @Override
    public void close() throws InterruptedException {
        thread.shutdownNow();
        thread.awaitTermination(5, TimeUnit.SECONDS);
    }
}
