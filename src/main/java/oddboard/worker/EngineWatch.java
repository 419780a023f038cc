package oddboard.worker;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import oddboard.detector.Engine;
import oddboard.job.EngineCheck;
import oddboard.job.WorkerTroubles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this worker's engine computes: tried before the first job, and after each failure of a computation. A worker whose
 * engine does not compute takes no more jobs and ends, so that it can't spoil a queue.
 */
final class EngineWatch implements EngineCheck {
    private static final Logger LOG = LoggerFactory.getLogger(EngineWatch.class);
    /** CUDA prepares its kernels at the first use, on a slow disk for minutes. */
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private static final int MAX_IN_A_ROW = 3;
    private final Consumer<String> test;
    private final WorkerTroubles troubles;
    private final WorkerIdentity worker;
    private final WorkerSettings settings;
    private final JobIntake taking;
    private final Runnable leave;
    private int inARow;
    private boolean leaving;

    /**
     * @param test computes on a device, and throws where that fails
     * @param leave ends the process
     */
    EngineWatch(
            Consumer<String> test,
            WorkerTroubles troubles,
            WorkerIdentity worker,
            WorkerSettings settings,
            JobIntake taking,
            Runnable leave) {
        this.test = test;
        this.troubles = troubles;
        this.worker = worker;
        this.settings = settings;
        this.taking = taking;
        this.leave = leave;
    }

    /** @throws BrokenEngineException where this worker can't compute; why is recorded for the pages */
    void start() {
        try {
            tryIt();
        } catch (Exception e) {
            record(sentence(e));
            throw new BrokenEngineException("Worker " + worker.id() + " takes no job and ends. " + sentence(e), e);
        }
        troubles.remove(worker.host(), worker.device());
    }

    @Override
    public synchronized boolean isBroken(Throwable failure) {
        if (leaving) {
            return true;
        }
        if (!Engine.isFailure(failure)) {
            return false;
        }
        LOG.warn("A computation failed in the engine; whether it computes at all is tried now", failure);
        try {
            tryIt();
        } catch (Exception e) {
            LOG.error("Worker {} takes no more jobs and ends. {}", worker.id(), sentence(e), e);
            leave(sentence(e));
            return true;
        }
        inARow++;
        if (inARow < MAX_IN_A_ROW) {
            return false;
        }
        String why = "The engine failed in " + inARow + " computations in a row, at last with: "
                + Engine.deepest(failure) + ".";
        LOG.error("Worker {} takes no more jobs and ends. {}", worker.id(), why);
        leave(why);
        return true;
    }

    /** A job that computes has succeeded. */
    synchronized void succeeded() {
        inARow = 0;
    }

    private void leave(String why) {
        leaving = true;
        taking.hold(JobIntake.PauseReason.ENGINE, true);
        record(why);
        leave.run();
    }

    private void record(String why) {
        try {
            troubles.add(worker.host(), worker.device(), settings.labels(), worker.id(), why);
        } catch (RuntimeException e) {
            LOG.warn("Why the worker ends can't be recorded: {}", e.getMessage());
        }
    }

    private static String sentence(Exception e) {
        return String.valueOf(e.getMessage());
    }

    private void tryIt() throws Exception {
        FutureTask<Void> task = new FutureTask<>(() -> {
            test.accept(worker.device());
            return null;
        });
        Thread.ofPlatform().name("engine-test").daemon().start(task);
        try {
            task.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "The engine did not compute on " + worker.device() + " within " + LIMIT.toMinutes() + " minutes.");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
