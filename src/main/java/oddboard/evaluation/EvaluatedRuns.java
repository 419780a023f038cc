package oddboard.evaluation;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import oddboard.account.User;
import oddboard.dataset.LabelPart;
import oddboard.dataset.VersionId;
import oddboard.label.LabelSplits;
import oddboard.run.Run;
import oddboard.run.RunId;
import oddboard.run.Runs;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The runs of a version as boards ask for them, however many there are. */
@Service
public class EvaluatedRuns {
    private final EvaluationRepository repository;
    private final Runs runs;
    private final LabelSplits splits;

    EvaluatedRuns(EvaluationRepository repository, Runs runs, LabelSplits splits) {
        this.repository = repository;
        this.runs = runs;
        this.splits = splits;
    }

    /**
     * Those that succeeded, best AUC first; none where the viewer may not see the version.
     *
     * @param labelSet number of the label set that their metrics use; 0 = the newest
     */
    public List<EvaluatedRun> list(VersionId version, int labelSet, int limit, User viewer) {
        return list(version, labelSet, null, limit, viewer);
    }

    /** @param requested part that metrics use; null, or one that the viewer may not see = the one that counts */
    public List<EvaluatedRun> list(
            VersionId version, int labelSet, @Nullable LabelPart requested, int limit, User viewer) {
        return runs.sees(version, viewer)
                ? repository.list(version, labelSet, splits.shown(version, requested, viewer), limit)
                : List.of();
    }

    /** Another text where {@link #list} has other runs or metrics than before; far cheaper than the list. */
    public String stamp(VersionId version, int labelSet, LabelPart part) {
        return repository.stamp(version, labelSet, part);
    }

    /** Scores by run, without any labels; runs that have none are left out. Who may see them was asked before. */
    public Map<RunId, double[]> scores(Collection<RunId> ids) {
        return ids.isEmpty() ? Map.of() : repository.scores(ids);
    }

    /** Those that wait or work. */
    public List<Run> open(VersionId version, User viewer) {
        return runs.list(repository.open(version), viewer).stream()
                .filter(run -> !run.job().state().isEnded())
                .toList();
    }

    /** Mean and standard deviation (above 0) of the scores that a run gives to images it was trained on. */
    public record TrainingScores(double mean, double deviation) {}

    /** By run; those that have none are left out. */
    public Map<RunId, TrainingScores> trainingScores(Collection<RunId> ids) {
        return repository.trainingScores(ids);
    }
}
