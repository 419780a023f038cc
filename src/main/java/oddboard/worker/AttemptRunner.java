package oddboard.worker;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import oddboard.common.Outage;
import oddboard.common.StorageException;
import oddboard.job.AttemptEnd;
import oddboard.job.ClaimedJob;
import oddboard.job.Handlers;
import oddboard.job.JobContext;
import oddboard.job.JobFailure;
import oddboard.job.JobHandler;
import oddboard.job.JobId;
import oddboard.job.JobRunner;
import oddboard.job.LostAttemptException;
import oddboard.job.RetryingTransaction;
import oddboard.job.Transitions;
import oddboard.job.WorkerInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** From a wake-up by Quartz to the end of the attempt: claim, handle, close. */
final class AttemptRunner implements JobRunner {
    private static final Logger LOG = LoggerFactory.getLogger(AttemptRunner.class);
    private final RetryingTransaction transaction;
    private final Transitions transitions;
    private final AttemptEnd end;
    private final DeadWorkerSweep sweep;
    private final Handlers handlers;
    private final Attempts attempts;
    private final WorkerIdentity worker;
    private final JobIntake taking;
    private final EngineWatch engine;
    private final WorkLimit limit;
    private final Function<StartedClaim, Attempt> maker;
    private volatile boolean draining;
    private volatile WorkerInfo.Drain drain = WorkerInfo.Drain.NONE;

    record StartedClaim(JobId job, Transitions.Claim claim) {}

    AttemptRunner(
            RetryingTransaction transaction,
            Transitions transitions,
            AttemptEnd end,
            DeadWorkerSweep sweep,
            Handlers handlers,
            Attempts attempts,
            WorkerIdentity worker,
            JobIntake taking,
            EngineWatch engine,
            WorkLimit limit,
            Function<StartedClaim, Attempt> maker) {
        this.transaction = transaction;
        this.transitions = transitions;
        this.end = end;
        this.sweep = sweep;
        this.handlers = handlers;
        this.attempts = attempts;
        this.worker = worker;
        this.taking = taking;
        this.engine = engine;
        this.limit = limit;
        this.maker = maker;
    }

    /** From now on every attempt, running or to come, is requested to shut down. */
    void drain() {
        draining = true;
        attempts.all().forEach(a -> a.ask(JobContext.Stop.DRAIN));
    }

    /**
     * What an administrator wants: NONE = work, FINISH = start nothing more, NOW = and what runs is requested to shut down.
     */
    void hold(WorkerInfo.Drain drain) {
        this.drain = drain;
        if (drain == WorkerInfo.Drain.NOW) {
            attempts.all().forEach(a -> a.ask(JobContext.Stop.DRAIN));
        }
    }

    @Override
    public void run(JobId job, boolean recovering) {
        if (draining || drain != WorkerInfo.Drain.NONE || taking.isHeldByTrouble() || !limit.begin()) {
            // A scheduler on standby may fire once more; the trigger stays for another worker.
            transaction.run(() -> transitions.lockWaiting(job).ifPresent(end::leaveWaiting));
            return;
        }
        boolean done = false;
        try {
            done = claimAndDo(job, recovering);
        } finally {
            limit.end(done);
        }
    }

    /** @return false where it was not ours to do */
    private boolean claimAndDo(JobId job, boolean recovering) {
        if (recovering) {
            sweep.recover(job);
        }
        Optional<Transitions.Claim> claim =
                transaction.execute(() -> transitions.claim(job, worker.id(), worker.hasGpu()));
        if (claim.isEmpty()) {
            LOG.info("Job {} is held by another attempt, or has ended", job);
            return false;
        }
        Attempt attempt = maker.apply(new StartedClaim(job, claim.get()));
        attempts.add(attempt);
        Map<String, String> before = MDC.getCopyOfContextMap();
        Span span = attempt.startSpan();
        try (Scope inTrace = span.makeCurrent()) {
            // In structured log lines.
            MDC.put("job", job.toString());
            MDC.put("attempt", Integer.toString(attempt.attempt()));
            if (draining || drain == WorkerInfo.Drain.NOW) {
                attempt.ask(JobContext.Stop.DRAIN);
            }
            AttemptOutcome outcome = handle(attempt);
            JobSpans.ended(span, outcome);
            close(attempt, outcome);
        } finally {
            span.end();
            MDC.clear();
            if (before != null) {
                MDC.setContextMap(before);
            }
            attempts.remove(attempt);
            attempt.removeDirectory();
        }
        return true;
    }

    private AttemptOutcome handle(Attempt attempt) {
        JobHandler handler = handlers.find(attempt.kind()).orElse(null);
        if (handler == null) {
            return new AttemptOutcome.Failed(
                    "UNKNOWN_KIND",
                    "This worker can't do jobs of the kind \"" + attempt.kind()
                            + "\": is its version of Oddboard older than the server's?");
        }
        try {
            if (attempt.stop() == JobContext.Stop.NONE) {
                if (handler.computes()) {
                    handler.handle(attempt);
                } else {
                    BackgroundThread.run(() -> {
                        handler.handle(attempt);
                        return null;
                    });
                }
            }
        } catch (Throwable thrown) {
            return afterThrowing(attempt, thrown);
        }
        if (handler.computes() || handler.scores()) {
            engine.succeeded();
        }
        return afterReturning(attempt);
    }

    private static AttemptOutcome afterReturning(Attempt attempt) {
        if (attempt.isPublished()) {
            return new AttemptOutcome.Nothing();
        }
        return switch (attempt.stop()) {
            case LOST -> new AttemptOutcome.Nothing();
            case CANCEL -> new AttemptOutcome.Cancelled();
            case DRAIN -> new AttemptOutcome.Left();
            case NONE -> internal(attempt, new IllegalStateException("the handler returned without a result"));
        };
    }

    private AttemptOutcome afterThrowing(Attempt attempt, Throwable thrown) {
        if (attempt.isPublished()) {
            LOG.warn("Job {} had published when its handler failed", attempt.job(), thrown);
            return new AttemptOutcome.Nothing();
        }
        if (attempt.stop() == JobContext.Stop.CANCEL) {
            return new AttemptOutcome.Cancelled();
        }
        if (thrown instanceof LostAttemptException || attempt.stop() == JobContext.Stop.LOST) {
            return new AttemptOutcome.Nothing();
        }
        if (engine.isBroken(thrown)) {
            return new AttemptOutcome.EngineBroken();
        }
        boolean mayPass = thrown instanceof JobFailure failure ? failure.retry() : !isOutOfMemory(thrown);
        if (attempt.stop() == JobContext.Stop.DRAIN && mayPass) {
            LOG.warn("Job {} failed while its worker shut down; it is tried again", attempt.job(), thrown);
            return new AttemptOutcome.Left();
        }
        if (Outage.isDiskFull(thrown)) {
            LOG.warn("Job {} found no room on the disk", attempt.job(), thrown);
            return new AttemptOutcome.NoRoom();
        }
        StorageException storage = StorageException.in(thrown).orElse(null);
        if (storage != null) {
            LOG.warn("Job {} met the object storage", attempt.job(), thrown);
            return storage.isPassing()
                    ? new AttemptOutcome.Retry("STORAGE_AWAY", storage.getMessage())
                    : new AttemptOutcome.Failed("STORAGE_REFUSED", storage.getMessage());
        }
        if (thrown instanceof JobFailure failure) {
            if (failure.getCause() != null) {
                LOG.warn("Job {} failed: {}", attempt.job(), failure.code(), failure.getCause());
            }
            String detail = String.valueOf(failure.getMessage());
            // The engine computes, here and maybe better elsewhere.
            return failure.retry() || failure.code().equals("ENGINE")
                    ? new AttemptOutcome.Retry(failure.code(), detail)
                    : new AttemptOutcome.Failed(failure.code(), detail);
        }
        if (Outage.isPassing(thrown)) {
            LOG.warn("Job {} lost the database", attempt.job(), thrown);
            return new AttemptOutcome.Retry(
                    "DATABASE_UNAVAILABLE", "The worker could not reach the database for too long.");
        }
        if (isOutOfMemory(thrown)) {
            LOG.error("Job {} ran out of memory", attempt.job(), thrown);
            return new AttemptOutcome.Failed(
                    "OUT_OF_MEMORY",
                    "The worker ran out of memory on " + attempt.device()
                            + "; try a smaller batch size or smaller images.");
        }
        return internal(attempt, thrown);
    }

    private static boolean isOutOfMemory(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
            if (cause instanceof OutOfMemoryError
                    || message.contains("out of memory")
                    || message.contains("can't allocate memory")) {
                return true;
            }
        }
        return false;
    }

    /** The user gets a number, the server's log the rest. */
    private static AttemptOutcome internal(Attempt attempt, Throwable thrown) {
        String reference = "%08x".formatted(ThreadLocalRandom.current().nextInt());
        LOG.error("Job {} attempt {} failed, reference {}", attempt.job(), attempt.attempt(), reference, thrown);
        return new AttemptOutcome.Failed(
                "INTERNAL",
                "Internal error; give the reference " + reference
                        + " to the administrator of the server, the log of the server says more.");
    }

    private void close(Attempt attempt, AttemptOutcome outcome) {
        if (outcome instanceof AttemptOutcome.Nothing) {
            return;
        }
        transaction.run(() -> transitions
                .lock(attempt.job(), attempt.attempt())
                .ifPresentOrElse(
                        row -> close(row, outcome),
                        () -> LOG.info(
                                "Job {} attempt {} was taken over; nothing is written",
                                attempt.job(),
                                attempt.attempt())));
    }

    private void close(ClaimedJob row, AttemptOutcome outcome) {
        String actor = worker.id();
        switch (outcome) {
            case AttemptOutcome.Nothing() -> {}
            case AttemptOutcome.Cancelled() -> end.cancel(row);
            case AttemptOutcome.Left() ->
                end.release(
                        row,
                        actor,
                        draining
                                ? "its worker left; a checkpoint is kept"
                                : "its worker was drained; a checkpoint is kept");
            case AttemptOutcome.EngineBroken() ->
                end.release(row, actor, "the engine of its worker does not compute; another worker takes it");
            case AttemptOutcome.Retry(String code, String detail) -> end.retry(row, actor, code, detail);
            case AttemptOutcome.NoRoom() -> end.waitForRoom(row, actor);
            case AttemptOutcome.Failed(String code, String detail) -> end.fail(row, actor, code, detail);
        }
    }

    /** For attempts whose handlers did not come back in time: other workers resume their jobs, and they write nothing more. */
    void release() {
        for (Attempt attempt : attempts.all()) {
            transaction.run(() -> transitions
                    .lock(attempt.job(), attempt.attempt())
                    .ifPresent(row -> end.release(row, worker.id(), "its worker left before a checkpoint was stored")));
            attempt.ask(JobContext.Stop.LOST);
        }
    }
}
