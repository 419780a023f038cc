package oddboard.worker;

import java.time.Duration;
import oddboard.job.JobChanges;
import oddboard.job.JobTimes;
import oddboard.job.RetryingTransaction;
import oddboard.job.WorkerInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** The life of this process as a worker: says who it is, takes jobs, and leaves in order when asked to stop. */
final class WorkerNode implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerNode.class);
    private static final Duration LAST_WRITES = Duration.ofSeconds(3);
    private final JobIntake taking;
    private final EngineWatch engine;
    private final Heartbeat heartbeat;
    private final AttemptRunner runner;
    private final Attempts attempts;
    private final AttemptFolders folders;
    private final RetryingTransaction transaction;
    private final WorkerDeregistration deregistration;
    private final CancelDeadline cancelDeadline;
    private final WorkerIdentity worker;
    private final WorkerSettings settings;
    private final JobChanges changes;
    private final JobTimes times;
    private volatile boolean running;
    private volatile WorkerInfo.Drain drain = WorkerInfo.Drain.NONE;
    private Runnable unsubscribe = () -> {};
    private Runnable unsubscribeWaiting = () -> {};

    WorkerNode(
            JobIntake taking,
            EngineWatch engine,
            Heartbeat heartbeat,
            AttemptRunner runner,
            Attempts attempts,
            AttemptFolders folders,
            RetryingTransaction transaction,
            WorkerDeregistration deregistration,
            CancelDeadline cancelDeadline,
            WorkerIdentity worker,
            WorkerSettings settings,
            JobChanges changes,
            JobTimes times) {
        this.taking = taking;
        this.engine = engine;
        this.heartbeat = heartbeat;
        this.runner = runner;
        this.attempts = attempts;
        this.folders = folders;
        this.transaction = transaction;
        this.deregistration = deregistration;
        this.cancelDeadline = cancelDeadline;
        this.worker = worker;
        this.settings = settings;
        this.changes = changes;
        this.times = times;
    }

    /** Before everything else that begins when the program is ready: nothing computes before the engine has been tried. */
    @EventListener(ApplicationReadyEvent.class)
    @Order(Ordered.HIGHEST_PRECEDENCE)
    void ready() {
        engine.start();
        // From the first heartbeat on there is a worker to take leave of, even where the end comes during the start.
        running = true;
        folders.removeLeftOvers();
        heartbeat.onDrainRequest(this::apply);
        heartbeat.onCancel(cancelDeadline::start);
        heartbeat.start();
        // A canceled job hears of it at once instead of at the next heartbeat.
        unsubscribe = changes.subscribe(job -> {
            if (attempts.all().stream().anyMatch(a -> a.job().equals(job))) {
                heartbeat.nudge();
            }
        });
        unsubscribeWaiting = changes.subscribeWaiting(label -> {
            if (settings.labels().contains(label)) {
                ContextJobStore.wake(worker.id());
            }
        });
        taking.hold(JobIntake.PauseReason.STARTING, false);
        LOG.info(
                "Worker {} takes jobs with the labels {}, {} at a time, {} imports and {} scorings beside them, on {}",
                worker.id(),
                settings.labels(),
                settings.slots(),
                settings.importSlots(),
                settings.scoringSlots(),
                settings.device());
    }

    /** Called at each heartbeat. */
    private void apply(WorkerInfo.Drain requested) {
        runner.hold(requested);
        if (requested == drain) {
            return;
        }
        LOG.info(
                "Worker {} was requested to {}",
                worker.id(),
                switch (requested) {
                    case NONE -> "take jobs";
                    case FINISH -> "finish what it runs and take no more";
                    case NOW -> "hand back what it runs and take no more";
                });
        drain = requested;
        taking.hold(JobIntake.PauseReason.DRAINED, requested != WorkerInfo.Drain.NONE);
    }

    @Override
    public void stop() {
        running = false;
        LOG.info("Worker {} leaves", worker.id());
        try {
            taking.hold(JobIntake.PauseReason.LEAVING, true);
            runner.drain();
            heartbeat.drain();
            transaction.hurry(times.drain().plus(LAST_WRITES));
            if (!waitFor(times.drain(), attempts::isEmpty)) {
                LOG.warn(
                        "Worker {} leaves with {} attempts unfinished",
                        worker.id(),
                        attempts.all().size());
                runner.release();
            }
            deregistration.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("Worker {} left in disorder; other workers take over its jobs", worker.id(), e);
        } finally {
            unsubscribe.run();
            unsubscribeWaiting.run();
            heartbeat.close();
        }
    }

    private static boolean waitFor(Duration limit, java.util.function.BooleanSupplier condition) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    @Override
    public void start() {
        // Starts when the whole application is ready.
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public boolean isAutoStartup() {
        return false;
    }
}
