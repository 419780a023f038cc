package oddboard.run;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import oddboard.account.User;
import oddboard.dataset.VersionId;
import org.springframework.stereotype.Service;

/** The runs of a version as boards ask for them, however many there are. */
@Service
public class JudgedRuns {
    private final JudgedRepository repository;
    private final Runs runs;

    JudgedRuns(JudgedRepository repository, Runs runs) {
        this.repository = repository;
        this.runs = runs;
    }

    /**
     * Those that succeeded, best AUC first; none where the viewer may not see the version.
     *
     * @param labelSet number of the label set that their figures are by; 0 = the newest
     */
    public List<JudgedRun> list(VersionId version, int labelSet, int limit, User viewer) {
        return runs.sees(version, viewer) ? repository.list(version, labelSet, limit) : List.of();
    }

    /** Scores by run, without any labels; runs that have none are left out. Who may see them was asked before. */
    public Map<RunId, double[]> scores(Collection<RunId> ids) {
        return ids.isEmpty() ? Map.of() : repository.scores(ids);
    }

    /** Those that wait or work. */
    public List<Run> open(VersionId version, User viewer) {
        return runs.list(repository.open(version), viewer).stream().filter(run -> !run.job().state().isEnded()).toList();
    }

    /** Mean and standard deviation (above 0) of the scores that a run gives to images it was trained on. */
    public record TrainingScores(double mean, double deviation) {}

    /** By run; those that have none are left out. */
    public Map<RunId, TrainingScores> trainingScores(Collection<RunId> ids) {
        return repository.trainingScores(ids);
    }
}
