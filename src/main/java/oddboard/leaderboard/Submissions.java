package oddboard.leaderboard;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import oddboard.account.User;
import oddboard.audit.Audit;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.common.PlainText;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.dataset.LabelPart;
import oddboard.dataset.Labels;
import oddboard.dataset.VersionId;
import oddboard.evaluation.Evaluator;
import oddboard.label.LabelSet;
import oddboard.label.LabelSetSaved;
import oddboard.label.LabelSets;
import oddboard.label.LabelSplitMade;
import oddboard.label.LabelSplits;
import oddboard.run.Scores;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Scores made elsewhere, and ensembles. One is seen by whoever sees its data set; others learn not even that it is there. */
@Service
public class Submissions {
    private static final int MAX_NAME_LENGTH = 200;
    private final SubmissionRepository repository;
    private final Datasets datasets;
    private final LabelSets labelSets;
    private final LabelSplits splits;
    private final Clock clock;
    private final Audit audit;

    Submissions(
            SubmissionRepository repository,
            Datasets datasets,
            LabelSets labelSets,
            LabelSplits splits,
            ObjectProvider<Clock> clock,
            Audit audit) {
        this.repository = repository;
        this.datasets = datasets;
        this.labelSets = labelSets;
        this.splits = splits;
        this.clock = clock.getIfAvailable(Clock::systemUTC);
        this.audit = audit;
    }

    /**
     * Reads a table of scores and lets it join the version's board.
     *
     * @param file its name, for messages
     * @throws InputException where the name or the table isn't right, naming the line
     * @throws ConflictException with a sentence where the day's limit is reached; two at once never both pass it
     */
    @Transactional
    public Submission add(VersionId version, String name, String file, InputStream bytes, User by) throws IOException {
        var dataset = requireChange(version, by);
        var whole = name(name);
        int count = labelSets.whole(version, LabelSet.NEWEST).anomalous().length;
        var names = Arrays.asList(datasets.imageNames(version));
        double[] scores = PredictionFile.read(bytes, file, names.subList(names.size() - count, names.size()));
        if (!repository.count(version, by.id(), today(), repository.limit(dataset.id()))) {
            throw new ConflictException(allowance(dataset, version, by).sentence());
        }
        return store(version, Submission.Kind.FILE, whole, List.of(), "", scores, by);
    }

    /** Within the caller's transaction. */
    Submission store(
            VersionId version,
            Submission.Kind kind,
            String name,
            List<EntryId> members,
            String method,
            double[] scores,
            User by) {
        datasets.hold(version);
        repository.share(version);
        long id = repository.insert(version, kind, name, members, method, scores, by.id());
        for (LabelSet set : labelSets.list(version)) {
            evaluate(version, id, scores, labelSets.whole(version, set.number()));
        }
        audit.record(
                by.actor(),
                kind == Submission.Kind.ENSEMBLE ? "ensemble.add" : "submission.add",
                "submission " + id,
                name + ", on version " + version);
        return repository.find(id, LabelSet.NEWEST, null).orElseThrow();
    }

    private void evaluate(VersionId version, long id, double[] scores, Labels whole) {
        labelSets
                .parts(version, whole)
                .forEach(part -> repository.evaluate(id, part.id(), Evaluator.metrics(scores, part, 0)));
    }

    /** Evaluates all submissions of the version by both parts. */
    @EventListener
    void on(LabelSplitMade made) {
        List<Labels> sets = labelSets.list(made.version()).stream()
                .map(s -> labelSets.whole(made.version(), s.number()))
                .toList();
        for (long id : repository.ids(made.version())) {
            repository
                    .scores(List.of(id))
                    .forEach((one, scores) -> sets.forEach(whole -> evaluate(made.version(), one, scores, whole)));
        }
    }

    /** Evaluates all submissions of the version by its new labels, within the transaction that saves these. */
    @EventListener
    void on(LabelSetSaved saved) {
        for (long id : repository.ids(saved.version())) {
            repository
                    .scores(List.of(id))
                    .forEach((one, scores) -> evaluate(saved.version(), one, scores, saved.labels()));
        }
    }

    static String name(String name) {
        var plain = name.strip();
        if (plain.isEmpty() || plain.length() > MAX_NAME_LENGTH || !PlainText.isLine(plain)) {
            throw new InputException(
                    "NAME_INVALID", "", "name", "A submission's name has 1 to 200 characters in one line.");
        }
        return plain;
    }

    Dataset requireChange(VersionId version, User by) {
        var dataset = datasets.findByVersion(version, by)
                .filter(d -> d.versions().stream()
                        .anyMatch(v -> v.id().equals(version) && v.state() == DatasetVersion.State.READY))
                .orElseThrow(() -> new NotFoundException("There is no version " + version + " that is ready."));
        if (!datasets.mayChange(dataset, by)) {
            throw new AccessDeniedException("You may look at this leaderboard, but not add to it.");
        }
        Datasets.requireCurrent(dataset);
        return dataset;
    }

    /** @param labelSet number of the label set that its metrics use; 0 = the newest */
    public Optional<Submission> find(long id, int labelSet, User viewer) {
        return find(id, labelSet, null, viewer);
    }

    /** @param requested part that its metrics use; null, or one that the viewer may not see = the one that counts */
    public Optional<Submission> find(long id, int labelSet, @Nullable LabelPart requested, User viewer) {
        return repository
                .find(id, labelSet, null)
                .filter(s -> datasets.findVersion(s.version(), viewer).isPresent())
                .flatMap(s -> requested == null
                        ? Optional.of(s)
                        : repository.find(id, labelSet, splits.shown(s.version(), requested, viewer)));
    }

    /** @param part that the viewer may see */
    List<Submission> list(VersionId version, int labelSet, LabelPart part) {
        return repository.list(version, labelSet, part);
    }

    String stamp(VersionId version, int labelSet, LabelPart part) {
        return repository.stamp(version, labelSet, part);
    }

    Map<Long, double[]> scores(List<Long> ids) {
        return ids.isEmpty() ? Map.of() : repository.scores(ids);
    }

    /** With the labels, of the set that its metrics use, that this viewer may see; there are no images. */
    public Scores scores(Submission submission, User viewer) {
        return new Scores(
                repository.scores(List.of(submission.id())).getOrDefault(submission.id(), new double[0]),
                labelSets.labels(submission.version(), submission.metrics().labelSet(), viewer),
                0);
    }

    /** Of the images alone that its metrics use. */
    public Scores evaluated(Submission submission, User viewer) {
        return new Scores(
                        scores(submission, viewer).scores(),
                        labelSets.evaluating(
                                submission.version(),
                                submission.metrics().labelSet(),
                                submission.metrics().part(),
                                viewer),
                        0)
                .evaluating();
    }

    /** Who sent it, as long as they may work on its data set, its owner, its editors and administrators. */
    public boolean mayDelete(Submission submission, User user) {
        return datasets.findByVersion(submission.version(), user)
                .map(Dataset::role)
                .filter(role ->
                        role.mayEdit() || role.mayWork() && submission.by().equals(user.id()))
                .isPresent();
    }

    @Transactional
    public void delete(long id, User by) {
        var submission = find(id, LabelSet.NEWEST, by)
                .orElseThrow(() -> new NotFoundException("There is no submission " + id + "."));
        if (!mayDelete(submission, by)) {
            throw new AccessDeniedException(
                    "Only the sender of a submission, the data set's owner and its editors may delete it.");
        }
        if (!repository.delete(id)) {
            throw new NotFoundException("There is no submission " + id + ".");
        }
        audit.record(by.actor(), "submission.delete", "submission " + id, submission.name());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /** How many files this person may still send today. */
    public SubmissionAllowance allowance(Dataset dataset, VersionId version, User viewer) {
        LocalDate today = today();
        return new SubmissionAllowance(
                repository.limit(dataset.id()),
                repository.used(version, viewer.id(), today),
                today.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    public boolean mayManage(Dataset dataset, User user) {
        return datasets.mayManage(dataset, user);
    }

    /** @param limit 0 to 1,000; 0 = no submissions */
    @Transactional
    public void setLimit(Dataset dataset, int limit, User by) {
        if (!datasets.mayManage(dataset, by)) {
            throw new AccessDeniedException("Only its owner and administrators may change this.");
        }
        if (limit < 0 || limit > 1000) {
            throw new InputException("LIMIT_INVALID", "", "limit", "The limit is a number from 0 to 1,000.");
        }
        repository.setLimit(dataset.id(), limit);
        audit.record(by.actor(), "submission.set-limit", "dataset " + dataset.id(), limit + " a person and day");
    }
}
