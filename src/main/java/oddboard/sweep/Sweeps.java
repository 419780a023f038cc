package oddboard.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import oddboard.account.User;
import oddboard.audit.Audit;
import oddboard.common.ConflictException;
import oddboard.common.NotFoundException;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.VersionId;
import oddboard.detector.SettingsException;
import oddboard.run.Run;
import oddboard.run.RunId;
import oddboard.run.RunSpec;
import oddboard.run.RunStarter;
import oddboard.run.Runs;
import oddboard.run.SpecCheck;
import oddboard.run.SweepId;
import oddboard.run.SweepLookup;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Sweeps. One is seen by whoever sees all the versions that it is on; others get the same answer as if it weren't there. */
@Service
public class Sweeps implements SweepLookup {
    private static final String ACTIVE = "ACTIVE";
    private static final String PAUSED = "PAUSED";

    private final SweepRepository repository;
    private final SweepQueueRepository queue;
    private final SweepFeeder feeder;
    private final SweepTimes times;
    private final Runs runs;
    private final RunStarter starter;
    private final TransactionOperations transaction;
    private final Audit audit;

    Sweeps(
            SweepRepository repository,
            SweepQueueRepository queue,
            SweepFeeder feeder,
            SweepTimes times,
            Runs runs,
            RunStarter starter,
            TransactionOperations transaction,
            Audit audit) {
        this.repository = repository;
        this.queue = queue;
        this.feeder = feeder;
        this.times = times;
        this.runs = runs;
        this.starter = starter;
        this.transaction = transaction;
        this.audit = audit;
    }

    /**
     * What the sweep would be; starts nothing.
     *
     * @throws SettingsException naming the setting, or "runs" where there would be too many
     */
    public SweepPreview preview(SweepSpec spec, User by) {
        return times.preview(spec, plan(spec, by));
    }

    /**
     * Stores the sweep and queues its first runs.
     *
     * @throws SettingsException as {@link #preview}
     * @throws NotFoundException where a version isn't there for this user
     * @throws ConflictException with a sentence where a version isn't ready
     */
    public Sweep start(SweepSpec spec, User by) {
        List<PlannedRun> plan = plan(spec, by);
        Rounds rounds = SweepPlan.rounds(spec);
        int toCome = rounds == null ? 0 : rounds.runsAfter(0);
        String name = SpecCheck.name(spec.name().isBlank() ? SweepNames.of(spec) : spec.name());
        SweepId id = Optional.ofNullable(transaction.execute(status -> {
                    SweepId fresh = repository.insert(spec, name, toCome, by.id());
                    repository.insertRuns(fresh, plan);
                    audit.record(
                            by.actor(),
                            "sweep.start",
                            "sweep " + fresh,
                            name + ", " + (plan.size() + toCome) + " runs");
                    return fresh;
                }))
                .orElseThrow();
        feeder.feed(id);
        return repository.find(id).orElseThrow();
    }

    private List<PlannedRun> plan(SweepSpec spec, User by) {
        List<PlannedRun> plan = SweepPlan.of(spec);
        for (VersionId id : spec.versions()) {
            DatasetVersion version = starter.requireVersion(RunSpec.of(id, "", Map.of()), by);
            if (spec.input() != null) {
                spec.input().on(version);
            }
            spec.detectors().forEach(d -> RunStarter.requireImages(RunStarter.requireDetector(d), version));
        }
        SpecCheck.complete(
                new RunSpec(
                        spec.versions().getFirst(),
                        "",
                        Map.of(),
                        spec.name(),
                        spec.tags(),
                        spec.priority(),
                        spec.label()),
                "a sweep",
                () -> "cpu");
        return plan;
    }

    public Optional<Sweep> find(SweepId id, User viewer) {
        return repository.find(id).filter(sweep -> sees(sweep, viewer));
    }

    /** Newest first. */
    public List<Sweep> list(User viewer) {
        return repository.list(10_000).stream()
                .filter(sweep -> sees(sweep, viewer))
                .toList();
    }

    /** The sweep that this run belongs to. */
    public Optional<Sweep> ofRun(RunId run, User viewer) {
        return repository.ofRun(run).flatMap(id -> find(id, viewer));
    }

    private boolean sees(Sweep sweep, User viewer) {
        return sweep.versions().isEmpty()
                ? mayChange(sweep, viewer)
                : sweep.versions().stream().allMatch(version -> runs.sees(version, viewer));
    }

    @Override
    public Optional<Link> sweepOf(RunId run, User viewer) {
        return ofRun(run, viewer).map(sweep -> new Link(sweep.id(), sweep.name()));
    }

    /** All its runs in their order, begun or not. */
    public List<SweepRun> runs(Sweep sweep, User viewer) {
        List<SweepRepository.Row> rows = repository.runs(sweep.id());
        List<RunId> begun = rows.stream()
                .map(SweepRepository.Row::run)
                .filter(r -> r != null)
                .toList();
        Map<RunId, Run> found =
                runs.list(begun, viewer).stream().collect(Collectors.toMap(Run::id, Function.identity()));
        List<SweepRun> all = new ArrayList<>();
        for (SweepRepository.Row row : rows) {
            all.add(new SweepRun(
                    row.plan(), row.begun(), row.run() == null ? null : found.get(row.run()), row.refused()));
        }
        return all;
    }

    /** Mean and spread of the AUC over the seeds of each combination. */
    public SweepResults results(List<SweepRun> runs) {
        return SweepResults.of(runs);
    }

    /** Seconds until its last run ends, with the present workers; null where that can't be known. */
    public @Nullable Double secondsLeft(Sweep sweep, List<SweepRun> runs) {
        return times.left(sweep, runs);
    }

    /** How its rounds stand; empty of a sweep that trains all its runs in full. */
    public List<SweepRound> rounds(Sweep sweep, List<SweepRun> runs) {
        Rounds rounds = runs.isEmpty() ? null : SweepPlan.rounds(sweep.spec());
        return rounds == null ? List.of() : SweepRound.all(rounds, runs, round -> queue.validation(sweep.id(), round));
    }

    /** Who started it, and administrators. */
    public boolean mayChange(Sweep sweep, User user) {
        return user.isAdmin() || sweep.by().equals(user.id()) && user.mayChange();
    }

    /**
     * Begins no more runs; those that wait in the queue go back into its list.
     *
     * @param stopRunning those at work stop as well, and are done again from their beginning when it is resumed
     */
    public Sweep pause(SweepId id, boolean stopRunning, User by) {
        requireUnfinished(require(id, by), "pause");
        return change(
                id,
                "pause",
                stopRunning ? "its runs at work stop too" : "",
                () -> repository.change(id, PAUSED, stopRunning, ACTIVE, PAUSED),
                by);
    }

    public Sweep resume(SweepId id, User by) {
        Sweep sweep = require(id, by);
        requireUnfinished(sweep, "resume");
        return change(id, "resume", "", () -> repository.change(id, ACTIVE, false, ACTIVE, PAUSED), by);
    }

    /** Cancels all its runs that wait or run, and begins no more. */
    public Sweep cancel(SweepId id, User by) {
        requireUnfinished(require(id, by), "cancel");
        return change(id, "cancel", "", () -> repository.change(id, "CANCELLED", false, ACTIVE, PAUSED), by);
    }

    /**
     * @param parallelism so many of its runs wait or run at a time; those beyond it that wait go back into its list
     * @throws SettingsException where it is not 1 to 100
     */
    public Sweep setParallelism(SweepId id, int parallelism, User by) {
        require(id, by);
        if (parallelism < 1 || parallelism > 100) {
            throw new SettingsException(
                    "parallelism", "A sweep keeps 1 to 100 runs at work at a time, not " + parallelism + ".");
        }
        return change(
                id,
                "set-parallelism",
                Integer.toString(parallelism),
                () -> {
                    repository.setParallelism(id, parallelism);
                    return true;
                },
                by);
    }

    /** Does all its runs again that failed, were canceled or could not be queued. */
    public Sweep retry(SweepId id, User by) {
        Sweep sweep = require(id, by);
        if (sweep.state() == Sweep.State.CANCELLED) {
            throw new ConflictException("Sweep " + id + " was canceled; start another one.");
        }
        return change(
                id,
                "retry",
                "",
                () -> {
                    if (queue.putBackFailed(id) == 0) {
                        throw new ConflictException(
                                "No run of sweep " + id + " failed or was canceled; there is nothing to retry.");
                    }
                    return true;
                },
                by);
    }

    private Sweep change(SweepId id, String verb, String detail, BooleanSupplier change, User by) {
        transaction.executeWithoutResult(status -> {
            if (!change.getAsBoolean()) {
                throw new ConflictException("Sweep " + id + " changed in the meantime; look at it again.");
            }
            audit.record(by.actor(), "sweep." + verb, "sweep " + id, detail);
        });
        feeder.feed(id);
        return find(id, by).orElseThrow();
    }

    private static void requireUnfinished(Sweep sweep, String verb) {
        if (sweep.state() == Sweep.State.CANCELLED || sweep.state() == Sweep.State.FINISHED) {
            throw new ConflictException("Sweep " + sweep.id()
                    + (sweep.state() == Sweep.State.CANCELLED ? " was canceled" : " has finished")
                    + "; there is nothing to " + verb + ".");
        }
    }

    private Sweep require(SweepId id, User by) {
        Sweep sweep = find(id, by).orElseThrow(() -> new NotFoundException("There is no sweep " + id + "."));
        if (!mayChange(sweep, by)) {
            throw new AccessDeniedException("Sweep " + id + " is not yours to change.");
        }
        return sweep;
    }
}
