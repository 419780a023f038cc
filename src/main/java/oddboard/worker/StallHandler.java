package oddboard.worker;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import oddboard.job.AttemptEnd;
import oddboard.job.JobContext;
import oddboard.job.RetryingTransaction;
import oddboard.job.Transitions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of an attempt whose thread has stalled: its job goes back to the queue, and the process with that thread ends. */
final class StallHandler {
    private static final Logger LOG = LoggerFactory.getLogger(StallHandler.class);
    private final RetryingTransaction transaction;
    private final Transitions transitions;
    private final AttemptEnd end;
    private final Attempts attempts;
    private final WorkerIdentity worker;
    private final Path logs;
    private final Runnable leave;

    /** @param leave ends the process, though a thread of it hangs */
    StallHandler(
            RetryingTransaction transaction,
            Transitions transitions,
            AttemptEnd end,
            Attempts attempts,
            WorkerIdentity worker,
            Path logs,
            Runnable leave) {
        this.transaction = transaction;
        this.transitions = transitions;
        this.end = end;
        this.attempts = attempts;
        this.worker = worker;
        this.logs = logs;
        this.leave = leave;
    }

    /** Returns at once; the heartbeat continues meanwhile. */
    void found(Attempt attempt, Duration still) {
        Thread.ofPlatform().name("stall").daemon().start(() -> endIt(attempt, still));
    }

    private void endIt(Attempt attempt, Duration still) {
        LOG.error(
                "Job {} attempt {} has taken no step for {}; this worker ends. What its threads did: {}",
                attempt.job(),
                attempt.attempt(),
                text(still),
                dump(attempt));
        attempt.ask(JobContext.Stop.LOST);
        try {
            transaction.run(() -> transitions
                    .lock(attempt.job(), attempt.attempt())
                    .ifPresent(row -> end.retry(
                            row,
                            worker.id(),
                            "STOOD_STILL",
                            "The job stood still: no step was taken for " + text(still) + ".")));
        } catch (RuntimeException e) {
            LOG.warn("Job {} could not be given back; others take it over", attempt.job(), e);
        }
        attempts.remove(attempt);
        leave.run();
    }

    private static String text(Duration still) {
        return still.compareTo(Duration.ofMinutes(2)) < 0 ? still.toSeconds() + " s" : still.toMinutes() + " minutes";
    }

    private String dump(Attempt attempt) {
        StringBuilder text = new StringBuilder(
                "Job " + attempt.job() + ", attempt " + attempt.attempt() + ", " + Instant.now() + "\n");
        for (ThreadInfo thread : ManagementFactory.getThreadMXBean().dumpAllThreads(true, true)) {
            text.append("\n\"").append(thread.getThreadName()).append("\" ").append(thread.getThreadState());
            if (thread.getLockName() != null) {
                text.append(" at ")
                        .append(thread.getLockName())
                        .append(", held by ")
                        .append(thread.getLockOwnerName());
            }
            for (StackTraceElement frame : thread.getStackTrace()) {
                text.append("\n    ").append(frame);
            }
            text.append('\n');
        }
        try {
            Path file =
                    Files.createDirectories(logs).resolve("stall-" + attempt.job() + "-" + attempt.attempt() + ".txt");
            Files.writeString(file, text);
            return file.toString();
        } catch (IOException e) {
            return text.toString();
        }
    }
}
