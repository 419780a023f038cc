package oddboard.worker;

import io.opentelemetry.api.trace.Span;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import oddboard.job.JobContext;
import oddboard.job.JobId;
import oddboard.job.JobProgress;
import oddboard.job.LostAttemptException;
import oddboard.job.RetryingTransaction;
import oddboard.job.Transitions;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The one attempt at a job that this process holds, or believes to hold. */
final class Attempt implements JobContext {
    private final JobId job;
    private final Transitions.Claim claim;
    private final WorkerIdentity worker;
    private final RetryingTransaction transaction;
    private final JdbcClient sql;
    private final Transitions transitions;
    private final AttemptFolders folders;
    private final JobSpans spans;
    private final AtomicReference<Stop> stop = new AtomicReference<>(Stop.NONE);
    private final ProgressIntervals steps = new ProgressIntervals();
    private volatile JobProgress progress = new JobProgress(0, 0, "");
    private volatile boolean published;
    private @Nullable Path directory;

    Attempt(
            JobId job,
            Transitions.Claim claim,
            WorkerIdentity worker,
            RetryingTransaction transaction,
            JdbcClient sql,
            Transitions transitions,
            AttemptFolders folders,
            JobSpans spans) {
        this.job = job;
        this.claim = claim;
        this.worker = worker;
        this.transaction = transaction;
        this.sql = sql;
        this.transitions = transitions;
        this.folders = folders;
        this.spans = spans;
    }

    private record Fence(boolean cancelled) {}

    @Override
    public JobId job() {
        return job;
    }

    @Override
    public int attempt() {
        return claim.attempt();
    }

    /** The attempt in the trace of its job; ended by whoever runs it. */
    Span startSpan() {
        return spans.start(this, claim.traceParent());
    }

    @Override
    public void about(String what, String id) {
        MDC.put(what, id);
        Span.current().setAttribute("oddboard." + what, id);
    }

    @Override
    public <T> T traced(String part, Callable<T> work) throws Exception {
        return spans.part(part, work);
    }

    String kind() {
        return claim.kind();
    }

    @Override
    public String worker() {
        return worker.id();
    }

    @Override
    public String device() {
        return worker.device();
    }

    @Override
    public Stop stop() {
        return Objects.requireNonNull(stop.get());
    }

    /**
     * A stronger reason replaces a weaker one: LOST before CANCEL before DRAIN.
     *
     * @return whether it is a new one
     */
    boolean ask(Stop reason) {
        Stop before = Objects.requireNonNull(stop.getAndUpdate(now -> strength(reason) > strength(now) ? reason : now));
        return strength(reason) > strength(before);
    }

    private static int strength(Stop stop) {
        return switch (stop) {
            case NONE -> 0;
            case DRAIN -> 1;
            case CANCEL -> 2;
            case LOST -> 3;
        };
    }

    @Override
    public void progress(long done, long total, String unit) {
        JobProgress now = new JobProgress(done, total, unit);
        if (!now.equals(progress)) {
            progress = now;
            steps.step(System.nanoTime(), done < total);
        }
    }

    ProgressIntervals steps() {
        return steps;
    }

    JobProgress progress() {
        return progress;
    }

    boolean isPublished() {
        return published;
    }

    @Override
    public void fenced(Runnable work) {
        transaction.run(() -> {
            hold();
            work.run();
        });
    }

    @Override
    public void publish(Runnable work) {
        transaction.run(() -> {
            if (hold().cancelled()) {
                ask(Stop.CANCEL);
                throw new LostAttemptException(job, attempt());
            }
            work.run();
            if (!transitions.succeed(job, attempt(), worker.id(), progress)) {
                throw new LostAttemptException(job, attempt());
            }
        });
        published = true;
    }

    /** Locks the job's row until the transaction ends; a process that is frozen in it frees the row after a while. */
    private Fence hold() {
        sql.sql("""
                select set_config('idle_in_transaction_session_timeout', '60s', true),
                       set_config('lock_timeout', '20s', true)
                """).query((row, n) -> true).single();
        return sql.sql("""
                update job set heartbeat_at = now() where id = :id and attempt = :attempt and state = 'RUNNING'
                returning cancel_requested_at is not null
                """)
                .param("id", job.value())
                .param("attempt", attempt())
                .query((row, n) -> new Fence(row.getBoolean(1)))
                .optional()
                .orElseThrow(() -> {
                    ask(Stop.LOST);
                    return new LostAttemptException(job, attempt());
                });
    }

    @Override
    public synchronized Path directory() {
        if (directory == null) {
            directory = folders.create(job, attempt());
        }
        return directory;
    }

    synchronized void removeDirectory() {
        if (directory != null) {
            folders.remove(directory);
            directory = null;
        }
    }
}
