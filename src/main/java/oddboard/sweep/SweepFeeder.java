package oddboard.sweep;

import java.util.List;
import java.util.Map;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.detector.SettingsException;
import oddboard.job.JobQueue;
import oddboard.job.QueueLimitException;
import oddboard.run.Reruns;
import oddboard.run.RunChanges;
import oddboard.run.RunId;
import oddboard.run.RunSpec;
import oddboard.run.RunStarter;
import oddboard.run.SweepId;
import oddboard.storage.NoRoomException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings a sweep's runs into the queue, never more than its parallelism at a time, and takes them back. What is to be done
 * follows from the tables alone, so that it may be called at any time, by any node, and again after a crash.
 */
@Component
class SweepFeeder {
    private final SweepRepository sweeps;
    private final SweepQueueRepository queue;
    private final HalvingSteps halvings;
    private final RunStarter starter;
    private final Reruns reruns;
    private final JobQueue jobs;
    private final Users users;
    private final TransactionTemplate transaction;
    private final TransactionTemplate nested;

    SweepFeeder(
            SweepRepository sweeps,
            SweepQueueRepository queue,
            HalvingSteps halvings,
            RunStarter starter,
            Reruns reruns,
            JobQueue jobs,
            Users users,
            PlatformTransactionManager transactions) {
        this.sweeps = sweeps;
        this.queue = queue;
        this.halvings = halvings;
        this.starter = starter;
        this.reruns = reruns;
        this.jobs = jobs;
        this.users = users;
        transaction = new TransactionTemplate(transactions);
        nested = new TransactionTemplate(transactions);
        nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /** Looks at every sweep once. */
    void tick() {
        queue.due().forEach(this::feed);
    }

    /** Does what this sweep needs now. */
    void feed(SweepId id) {
        transaction.executeWithoutResult(status -> queue.settlePutBacks(id));
        sweeps.intent(id).ifPresent(intent -> takeBack(id, intent));
        transaction.executeWithoutResult(status -> sweeps.lock(id).ifPresent(intent -> halvings.advance(id, intent)));
        while (Boolean.TRUE.equals(transaction.execute(status -> begin(id)))) {
            // Each begins in a transaction of its own: the queue's lock is held for one at a time.
        }
    }

    /** @return whether another may follow */
    private boolean begin(SweepId id) {
        SweepRepository.Intent intent = sweeps.lock(id).orElse(null);
        if (intent == null || !intent.state().equals("ACTIVE") || queue.open(id).size() >= intent.parallelism()) {
            return false;
        }
        PlannedRun next = queue.next(id).orElse(null);
        if (next == null) {
            return false;
        }
        try {
            User by = users.find(intent.by())
                    .orElseThrow(() -> new AccessDeniedException("Who started this sweep is gone."));
            RunSpec spec = new RunSpec(
                    next.version(),
                    next.detector(),
                    next.settings(),
                    "",
                    intent.spec().tags(),
                    intent.spec().priority(),
                    intent.spec().label(),
                    intent.spec().input());
            nested.executeWithoutResult(inner -> queue.begun(id, next.place(), start(id, next, spec, by)));
        } catch (QueueLimitException | NoRoomException e) {
            // Its owner has too many jobs waiting elsewhere, or the disk is full; it continues when there is room.
            return false;
        } catch (NotFoundException | ConflictException | InputException | SettingsException | AccessDeniedException e) {
            queue.refuse(id, next.place(), String.valueOf(e.getMessage()));
        }
        return true;
    }

    /** A run of a later round resumes from that of the round before, unless its checkpoint is kept no more. */
    private RunId start(SweepId id, PlannedRun next, RunSpec spec, User by) {
        RunId before = queue.before(id, next)
                .filter(run -> reruns.checkpoint(run).isPresent())
                .orElse(null);
        return before == null
                ? starter.start(spec, null, by)
                : reruns.resume(before, RunChanges.of(Map.of("epochs", next.epochs())), by)
                        .id();
    }

    private void takeBack(SweepId id, SweepRepository.Intent intent) {
        List<SweepRepository.Open> open = queue.open(id);
        User by = users.find(intent.by()).orElseThrow();
        switch (intent.state()) {
            case "CANCELLED" ->
                open.stream().filter(one -> !one.cancelRequested()).forEach(one -> jobs.cancel(one.job(), by));
            case "PAUSED" -> {
                for (SweepRepository.Open one : open) {
                    if (!withdraw(id, one, by) && intent.stopRunning() && !one.cancelRequested()) {
                        stop(id, one, by);
                    }
                }
            }
            default -> {
                int more = open.size() - intent.parallelism();
                for (SweepRepository.Open one : open) {
                    more -= more > 0 && withdraw(id, one, by) ? 1 : 0;
                }
            }
        }
    }

    /** A run that nobody has begun leaves no trace: it waits in the sweep's list again. */
    private boolean withdraw(SweepId id, SweepRepository.Open one, User by) {
        return one.attempt() == 0
                && Boolean.TRUE.equals(transaction.execute(status -> {
                    if (!queue.isUntouched(one.job()) || !jobs.cancel(one.job(), by)) {
                        return false;
                    }
                    queue.putBack(id, one.place());
                    starter.discard(one.run());
                    return true;
                }));
    }

    private void stop(SweepId id, SweepRepository.Open one, User by) {
        queue.markToPutBack(id, one.place());
        jobs.cancel(one.job(), by);
    }
}
