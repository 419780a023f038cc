package oddboard.run;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import oddboard.account.User;
import oddboard.audit.Audit;
import oddboard.common.ConflictException;
import oddboard.common.NotFoundException;
import oddboard.dataset.InputChoice;
import oddboard.dataset.ModelInput;
import oddboard.detector.SettingsException;
import oddboard.job.Job;
import oddboard.job.JobQueue;
import oddboard.job.JobState;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Runs made of earlier ones; those stay as they are, so that no result ever changes. */
@Service
public class Reruns {
    private final Runs runs;
    private final RunStarter starter;
    private final RunRepository repository;
    private final RunTwins twins;
    private final Audit audit;

    Reruns(Runs runs, RunStarter starter, RunRepository repository, RunTwins twins, Audit audit) {
        this.twins = twins;
        this.runs = runs;
        this.starter = starter;
        this.repository = repository;
        this.audit = audit;
    }

    /**
     * The same run once more, from the beginning; usually after it failed or was canceled.
     *
     * @throws ConflictException where it waits or runs, or such a retry of it does
     */
    @Transactional
    public Run retry(RunId id, RunChanges changes, User by) {
        repository.lock(id);
        Run run = require(id, by);
        if (!run.job().state().isEnded()) {
            throw new ConflictException("Run " + id + " still waits or runs; there is nothing to retry.");
        }
        return start(changed(run, changes, by), Origin.retry(id), by);
    }

    /** A new run with this one's settings but for the changes. */
    @Transactional
    public Run copy(RunId id, RunChanges changes, User by) {
        return start(changed(seen(id, by), changes, by), Origin.copy(id), by);
    }

    /**
     * A new run that resumes from the last checkpoint of an ended one, optimizer included; its scores are those of a run
     * that trained all the epochs at once.
     *
     * @param changes its {@code epochs} are all epochs, those already trained included; no other setting can change
     * @throws ConflictException where the run has not ended, no checkpoint of it is kept, or it is being resumed to as many
     *     epochs
     */
    @Transactional
    public Run resume(RunId id, RunChanges changes, User by) {
        repository.lock(id);
        Run run = require(id, by);
        if (!run.job().state().isEnded()) {
            throw new ConflictException("Run " + id + " still waits or runs; it can be resumed once it has ended.");
        }
        int epoch = checkpoint(id)
                .orElseThrow(() -> new ConflictException(
                        "Run " + id + " has no checkpoint to go on from; clone it with more epochs."));
        boolean epochs = run.traits().epochs();
        if (!epochs && run.job().state() == JobState.SUCCEEDED) {
            throw new ConflictException("Run " + id + " is complete: "
                    + run.setup().detector() + " has no epochs to add; clone the run to change its settings.");
        }
        for (String name : changes.settings().keySet()) {
            if (!epochs || !name.equals("epochs")) {
                throw new SettingsException(
                        name,
                        (epochs ? "A resumed run can change its epochs alone" : "A resumed run keeps its settings")
                                + "; clone the run to change \"" + name + "\".");
            }
        }
        if (changes.input() != null
                || changes.version() != null && !changes.version().equals(run.version())
                || changes.detector() != null
                        && !changes.detector().equals(run.setup().detector())) {
            throw new SettingsException(
                    "version", "A resumed run keeps its detector, version and input; clone the run to change them.");
        }
        Run started = start(changed(run, changes, by), Origin.resume(id, epoch), by);
        boolean succeeded = run.job().state() == JobState.SUCCEEDED;
        int done = run.training().trained();
        int least = succeeded ? done + 1 : Math.max(1, epoch);
        if (epochs && started.training().epochs() < least) {
            throw new SettingsException(
                    "epochs",
                    "Run " + id
                            + (succeeded ? " has trained " + done + " epochs" : " has a checkpoint of epoch " + epoch)
                            + "; \"epochs\" must be " + least + " or more to resume.");
        }
        repository.inheritCheckpoint(started.id(), id, epoch);
        return require(started.id(), by);
    }

    /** Whole epochs in the checkpoint from which this run could be resumed; empty where none is kept. */
    public Optional<Integer> checkpoint(RunId id) {
        return repository.lastCheckpoint(id);
    }

    private Run start(RunSpec spec, Origin origin, User by) {
        RunId id = starter.start(spec, origin, by);
        if (origin.kind() != Origin.Kind.CLONE) {
            twins.openTwin(id, origin).ifPresent(twin -> {
                throw new ConflictException("Run " + twin + " does just this already and has not ended; "
                        + "wait for it, or change a setting.");
            });
        }
        audit.record(
                by.actor(),
                "run." + origin.kind().name().toLowerCase(Locale.ROOT),
                "run " + id,
                "of run " + origin.run() + ", " + spec.detector() + " on version " + spec.version());
        return runs.find(id, by).orElseThrow();
    }

    private Run require(RunId id, User by) {
        Run run = seen(id, by);
        if (!runs.mayStart(run, by)) {
            throw new AccessDeniedException("You may look at run " + id + ", but not start others on its data set.");
        }
        return run;
    }

    private Run seen(RunId id, User by) {
        return runs.find(id, by).orElseThrow(() -> new NotFoundException("There is no run " + id + "."));
    }

    private static RunSpec changed(Run run, RunChanges changes, User by) {
        boolean other = changes.detector() != null
                && !changes.detector().equals(run.setup().detector());
        Map<String, Object> settings =
                new HashMap<>(other ? Map.of() : run.setup().settings());
        settings.putAll(changes.settings());
        String name = changes.name();
        List<String> tags = changes.tags();
        // What an administrator gave it is not everybody's to give.
        Job.Request request = run.job().request();
        int before = by.isAdmin()
                ? request.priority()
                : Math.clamp(request.priority(), -JobQueue.MAX_PRIORITY, JobQueue.MAX_PRIORITY);
        Integer priority = changes.priority();
        String label = changes.label();
        String detector = changes.detector();
        // A name that says the settings would be wrong once they change.
        String kept = changes.settings().isEmpty() && changes.input() == null && !other ? run.name() : "";
        ModelInput input = run.setup().input();
        return new RunSpec(
                changes.version() == null ? run.version() : changes.version(),
                detector == null ? run.setup().detector() : detector,
                settings,
                name == null ? kept : name,
                tags == null ? run.tags() : tags,
                priority == null ? before : priority,
                label == null ? run.askedLabel() : label,
                changes.input() != null ? changes.input() : input == null ? null : InputChoice.of(input));
    }
}
