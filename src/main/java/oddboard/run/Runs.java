package oddboard.run;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import oddboard.account.User;
import oddboard.audit.Audit;
import oddboard.common.ConflictException;
import oddboard.common.NotFoundException;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetId;
import oddboard.dataset.DatasetRole;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.dataset.LabelPart;
import oddboard.dataset.VersionId;
import oddboard.job.JobId;
import oddboard.job.JobQueue;
import oddboard.label.LabelSet;
import oddboard.label.LabelSets;
import oddboard.label.LabelSplits;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Runs. A run is seen by whoever sees its data set; others get the same answer as if it weren't there. */
@Service
public class Runs {
    /** The kind of jobs that train a run and score its test images. */
    public static final String JOB_KIND = "run";

    private final RunRepository repository;
    private final RunResults results;
    private final Datasets datasets;
    private final JobQueue jobs;
    private final RunJobs current;
    private final RunStarter starter;
    private final LabelSets labelSets;
    private final LabelSplits splits;
    private final Audit audit;

    Runs(
            RunRepository repository,
            RunResults results,
            Datasets datasets,
            JobQueue jobs,
            RunJobs current,
            RunStarter starter,
            LabelSets labelSets,
            LabelSplits splits,
            Audit audit) {
        this.repository = repository;
        this.results = results;
        this.datasets = datasets;
        this.jobs = jobs;
        this.current = current;
        this.starter = starter;
        this.labelSets = labelSets;
        this.splits = splits;
        this.audit = audit;
    }

    /**
     * Checks the settings and queues the run.
     * @throws oddboard.detector.SettingsException naming the setting
     * @throws NotFoundException where the version isn't there for this user
     * @throws ConflictException with a sentence where the version isn't ready
     */
    @Transactional
    public Run start(RunSpec spec, User by) {
        RunId id = starter.start(spec, null, by);
        audit.record(by.actor(), "run.start", "run " + id, spec.detector() + " on version " + spec.version());
        return repository.find(id).map(current::withJob).orElseThrow();
    }

    /** With the metrics by the newest label set. */
    public Optional<Run> find(RunId id, User viewer) {
        return visible(repository.find(id), viewer);
    }

    /** @param labelSet number of the label set that its metrics use; 0 = the newest */
    public Optional<Run> find(RunId id, int labelSet, User viewer) {
        return visible(repository.find(id, labelSet, null), viewer);
    }

    /** @param requested part that its metrics use; null, or one that the viewer may not see = the one that counts */
    public Optional<Run> find(RunId id, int labelSet, @Nullable LabelPart requested, User viewer) {
        return requested == null
                ? find(id, labelSet, viewer)
                : repository
                        .find(id)
                        .flatMap(row -> visible(
                                repository.find(id, labelSet, splits.shown(row.version(), requested, viewer)), viewer));
    }

    /** The run whose job this is. */
    public Optional<Run> findByJob(JobId job, User viewer) {
        return visible(repository.findByJob(job), viewer);
    }

    /** The run whose job this is, as it is stored: for workers, whose rights nobody asks. */
    public Optional<RunRow> stored(JobId job) {
        return repository.findByJob(job);
    }

    /** The runs on this version among those jobs: two questions however many have moved, none where the viewer sees nothing. */
    public List<Run> listByJobs(Collection<JobId> of, VersionId version, User viewer) {
        List<RunRow> rows = repository.listByJobs(of, version);
        return rows.isEmpty() || !sees(version, viewer) ? List.of() : current.withJobs(rows);
    }

    /** Whether this user may see runs on this version. */
    public boolean sees(VersionId version, User viewer) {
        return datasets.findVersion(version, viewer).isPresent();
    }

    private Optional<Run> visible(Optional<RunRow> row, User viewer) {
        return row.filter(r -> datasets.findByVersion(r.version(), viewer).isPresent())
                .map(current::withJob);
    }

    /** Newest first. */
    public List<Run> list(User viewer, int limit) {
        return list(viewer, null, limit);
    }

    /** Newest first, those older than {@code before} alone. */
    public List<Run> list(User viewer, @Nullable RunId before, int limit) {
        return list(viewer, before, "", limit);
    }

    /** @param tag that they have; empty = any or none */
    public List<Run> list(User viewer, @Nullable RunId before, String tag, int limit) {
        return current.withJobs(repository.list(repository.versions(viewer.id()), LabelSet.NEWEST, before, tag, limit));
    }

    /** All runs on any version of the data set, newest first. */
    public List<Run> list(DatasetId dataset, User viewer) {
        Collection<VersionId> versions = datasets.find(dataset, viewer).stream()
                .flatMap(d -> d.versions().stream())
                .map(DatasetVersion::id)
                .toList();
        return current.withJobs(repository.list(versions, LabelSet.NEWEST, null, "", Integer.MAX_VALUE));
    }

    /** All runs on this version, newest first. */
    public List<Run> list(VersionId version, User viewer) {
        return list(version, LabelSet.NEWEST, viewer);
    }

    /** @param labelSet number of the label set that their metrics use; 0 = the newest */
    public List<Run> list(VersionId version, int labelSet, User viewer) {
        return datasets.findByVersion(version, viewer)
                .map(d -> current.withJobs(repository.list(List.of(version), labelSet, null, "", Integer.MAX_VALUE)))
                .orElse(List.of());
    }

    /** Who started it, as long as they may work on its data set, its owner, its editors and administrators. */
    public boolean mayCancel(Run run, User user) {
        return datasets.findByVersion(run.version(), user)
                .map(Dataset::role)
                .filter(role ->
                        role.mayEdit() || role.mayWork() && run.creation().by().equals(user.id()))
                .isPresent();
    }

    /** Whether this user may start runs on the run's data set. */
    public boolean mayStart(Run run, User user) {
        return datasets.findByVersion(run.version(), user)
                .map(Dataset::role)
                .filter(DatasetRole::mayWork)
                .isPresent();
    }

    /** @return false where it had ended already */
    public boolean cancel(RunId id, User by) {
        Run run = require(id, by);
        if (!mayCancel(run, by)) {
            throw new AccessDeniedException("Run " + id + " is not yours to cancel.");
        }
        return jobs.cancel(run.job().id(), by);
    }

    /**
     * Deletes it with its scores, images, log, checkpoints and entries.
     *
     * @throws ConflictException where it waits or runs
     */
    @Transactional
    public void delete(RunId id, User by) {
        repository.lock(id);
        Run run = require(id, by);
        if (!mayCancel(run, by)) {
            throw new AccessDeniedException("Run " + id + " is not yours to delete.");
        }
        if (!run.job().state().isEnded()) {
            throw new ConflictException("Run " + id + " still waits or runs; cancel it first.");
        }
        repository.delete(id);
        audit.record(by.actor(), "run.delete", "run " + id, run.name());
    }

    /**
     * Says something about a run; null leaves as it is.
     *
     * @param revision of the run that the writer has read; null = whatever it says now is replaced
     * @throws oddboard.detector.SettingsException naming what can't be said
     * @throws ConflictException where somebody else has changed it since
     */
    @Transactional
    public Run describe(
            RunId id,
            @Nullable String name,
            @Nullable String note,
            @Nullable List<String> tags,
            @Nullable String revision,
            User by) {
        repository.lock(id);
        Run run = require(id, by);
        if (revision != null && !revision.equals(run.revision())) {
            throw new ConflictException(
                    "CHANGED_MEANWHILE",
                    "Somebody else has changed the name, note or tags of run " + id
                            + " since you opened them; nothing of yours was stored. Keep a copy of your text, then open"
                            + " them again.");
        }
        if (!mayCancel(run, by)) {
            throw new AccessDeniedException("Run " + id + " is not yours to describe.");
        }
        repository.describe(
                id,
                name == null || name.isBlank() ? run.name() : SpecCheck.name(name),
                note == null ? run.note() : SpecCheck.note(note),
                tags == null ? run.tags() : SpecCheck.tags(tags));
        Run now = require(id, by);
        audit.record(
                by.actor(),
                "run.describe",
                "run " + id,
                (now.name().equals(run.name()) ? "" : "name " + run.name() + " → " + now.name() + "; ")
                        + (now.note().equals(run.note()) ? "" : "note; ")
                        + (now.tags().equals(run.tags()) ? "" : "tags " + run.tags() + " → " + now.tags()));
        return now;
    }

    /** All tags of the runs that this user sees, by name. */
    public List<String> tags(User viewer) {
        return repository.tags(repository.versions(viewer.id()));
    }

    private Run require(RunId id, User viewer) {
        return find(id, viewer).orElseThrow(() -> new NotFoundException("There is no run " + id + "."));
    }

    public List<Loss> losses(RunId id) {
        return repository.losses(id);
    }

    /** The last {@code tail} lines in order; all where 0. */
    public List<LogLine> log(RunId id, int tail) {
        return repository.log(id, tail);
    }

    /**
     * With every label that this viewer may see; empty until the run succeeded, or where there is no such label set.
     *
     * @param labelSet number of the label set whose labels it has; 0 = the newest
     */
    public Optional<Scores> scores(RunId id, int labelSet, User viewer) {
        return results.scores(id)
                .filter(s -> labelSets.find(s.version(), labelSet).isPresent())
                .map(s -> Scores.of(s, labelSets.labels(s.version(), labelSet, viewer)));
    }

    /** As {@link #scores}, but of those images alone that metrics by the requested part use. */
    public Optional<Scores> evaluated(RunId id, int labelSet, @Nullable LabelPart requested, User viewer) {
        return results.scores(id)
                .filter(s -> labelSets.find(s.version(), labelSet).isPresent())
                .map(s -> Scores.of(s, labelSets.evaluating(s.version(), labelSet, requested, viewer))
                        .evaluating());
    }

    /** Oldest first; those that this user may not see are missing. */
    public List<Run> list(List<RunId> ids, User viewer) {
        Map<VersionId, Boolean> seen = new HashMap<>();
        return current.withJobs(repository.list(ids).stream()
                .filter(row -> seen.computeIfAbsent(row.version(), v -> sees(v, viewer)))
                .toList());
    }
}
