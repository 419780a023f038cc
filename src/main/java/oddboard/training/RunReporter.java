package oddboard.training;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import oddboard.job.JobContext;
import oddboard.job.LostAttemptException;
import oddboard.run.Loss;
import oddboard.run.RunId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what a training says to the database from a thread of its own. While the database is away everything waits here,
 * and the training never does.
 */
final class RunReporter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunReporter.class);
    private static final int MAX_LINES = 10_000;
    private static final long LAST_FLUSH_SECONDS = 10;

    private final RunId run;
    private final JobContext context;
    private final TrainingRepository work;
    private final LongSupplier nanos;
    private final ScheduledExecutorService thread;

    private final Queue<Written> lines = new ArrayDeque<>();
    private final Queue<Loss> losses = new ArrayDeque<>();
    private TrainingRepository.@Nullable Reached reached;
    private TrainingRepository.@Nullable Reconstructed preview;
    private int lineCount;
    private volatile boolean lost;
    private boolean away;
    private volatile boolean finishRequested;

    private record Written(
            int number, long at, String text, @Nullable String textWithoutMetrics) {}

    RunReporter(RunId run, JobContext context, TrainingRepository work, LongSupplier nanos) {
        this.run = run;
        this.context = context;
        this.work = work;
        this.nanos = nanos;
        thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("run-" + run + "-reporter").factory());
    }

    void start() {
        thread.scheduleWithFixedDelay(this::turn, 500, 1000, TimeUnit.MILLISECONDS);
    }

    private void turn() {
        flush();
        try {
            finishRequested = finishRequested || work.finishRequested(run);
        } catch (RuntimeException e) {
            // The database is away, which the flush has said; it is asked again.
        }
    }

    /** True once somebody has asked for the end of the training, as far as was heard; the next second tells more. */
    boolean finishRequested() {
        return finishRequested;
    }

    void log(String line) {
        add(line, null);
    }

    /**
     * Logs a line that ends with metrics of the test split; should these be hidden later, the line stays without them.
     *
     * @param metrics with what separates it from the line, such as {@code ": AUC 0.9000"}
     */
    void logWithMetrics(String line, String metrics) {
        add(line + metrics, line);
    }

    private synchronized void add(String line, @Nullable String withoutMetrics) {
        if (lines.size() == MAX_LINES) {
            lines.remove();
        }
        // PostgreSQL's text has no NUL.
        lines.add(new Written(++lineCount, nanos.getAsLong(), line.replace('\0', ' '), withoutMetrics));
    }

    synchronized void loss(Loss loss) {
        losses.add(loss);
    }

    synchronized void reached(TrainingRepository.Reached now) {
        reached = now;
    }

    /** Replaces one that still waits. */
    synchronized void preview(TrainingRepository.Reconstructed now) {
        preview = now;
    }

    /** True once another attempt holds the job. */
    boolean lost() {
        return lost;
    }

    /** Writes what waits in one transaction; keeps it where that fails. */
    void flush() {
        Waiting waiting = waiting();
        if (lost || waiting.isEmpty()) {
            return;
        }
        try {
            context.fenced(() -> write(waiting));
            forget(waiting);
            away = false;
        } catch (LostAttemptException e) {
            lost = true;
        } catch (RuntimeException e) {
            if (!away) {
                LOG.warn("Run {}: progress can't be stored now, it is kept until it can", run, e);
            }
            away = true;
        }
    }

    /** Writes what waits in the caller's transaction, which holds the attempt; the next flush writes it again. */
    void writeAll() {
        write(waiting());
    }

    private record Waiting(
            List<Written> lines,
            List<Loss> losses,
            TrainingRepository.@Nullable Reached reached,
            TrainingRepository.@Nullable Reconstructed preview) {
        boolean isEmpty() {
            return lines.isEmpty() && losses.isEmpty() && reached == null && preview == null;
        }
    }

    private synchronized Waiting waiting() {
        return new Waiting(List.copyOf(lines), List.copyOf(losses), reached, preview);
    }

    private void write(Waiting waiting) {
        long moment = nanos.getAsLong();
        for (Written line : waiting.lines) {
            work.addLine(
                    run,
                    context.attempt(),
                    new TrainingRepository.Line(
                            line.number, (moment - line.at) / 1e9, line.text, line.textWithoutMetrics));
        }
        for (Loss loss : waiting.losses) {
            work.addLoss(run, context.attempt(), loss);
        }
        if (waiting.reached != null) {
            work.reached(run, waiting.reached);
        }
        if (waiting.preview != null) {
            work.addPreview(run, context.attempt(), waiting.preview);
        }
    }

    private synchronized void forget(Waiting written) {
        int line = written.lines.isEmpty() ? 0 : written.lines.getLast().number;
        while (!lines.isEmpty() && lines.element().number <= line) {
            lines.remove();
        }
        int epoch = written.losses.isEmpty() ? 0 : written.losses.getLast().epoch();
        while (!losses.isEmpty() && losses.element().epoch() <= epoch) {
            losses.remove();
        }
        if (reached == written.reached) {
            reached = null;
        }
        if (preview == written.preview) {
            preview = null;
        }
    }

    /** Writes all that waits before it returns, unless the database stays away. */
    @Override
    public void close() {
        try {
            thread.submit(this::flush).get(LAST_FLUSH_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("Run {}: the last progress could not be stored", run, e);
        }
        thread.shutdownNow();
    }
}
