package oddboard.leaderboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import oddboard.account.User;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.dataset.VersionId;
import oddboard.evaluation.EvaluatedRuns;
import oddboard.label.LabelSet;
import oddboard.leaderboard.Leaderboard.Entry;
import oddboard.metric.ScoreEnsemble;
import oddboard.run.RunId;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Entries of a board combined to another one; nothing is ever fitted on test labels. */
@Service
public class Ensembles {
    private static final int MAX = 50;
    private static final int NAMED = 6;

    private final Leaderboards leaderboards;
    private final Submissions submissions;
    private final EvaluatedRuns runs;

    Ensembles(Leaderboards leaderboards, Submissions submissions, EvaluatedRuns runs) {
        this.leaderboards = leaderboards;
        this.submissions = submissions;
        this.runs = runs;
    }

    /**
     * Whether every member's scores of training images are known, so that its scores can be measured by them; otherwise
     * their ranks are combined.
     */
    public boolean canMeasure(List<EntryId> members) {
        return members.stream().noneMatch(EntryId::submission)
                && runs.trainingScores(runIds(members)).size() == members.size();
    }

    /**
     * @param members 2 to 50 entries of the version's board
     * @param name empty = one made of the members' ids
     * @throws InputException where they are too few or too many, or not all on this board
     */
    @Transactional
    public Submission combine(VersionId version, List<EntryId> members, String name, User by) {
        submissions.requireChange(version, by);
        List<EntryId> distinct = members.stream().distinct().toList();
        if (distinct.size() < 2 || distinct.size() > MAX) {
            throw new InputException(
                    "ENSEMBLE_SIZE", "", "members", "An ensemble has 2 to 50 members, not " + distinct.size() + ".");
        }
        Set<EntryId> board = leaderboards.of(version, LabelSet.NEWEST, by).entries().stream()
                .map(Entry::id)
                .collect(Collectors.toSet());
        for (EntryId member : distinct) {
            if (!board.contains(member)) {
                throw new InputException(
                        "ENSEMBLE_MEMBER", "", "members", "There is no " + member + " on this leaderboard.");
            }
        }
        Map<EntryId, double[]> scores = leaderboards.scores(distinct);
        List<double[]> models = new ArrayList<>();
        distinct.forEach(member -> models.add(scores.get(member)));
        boolean measured = canMeasure(distinct);
        String whole = name.isBlank()
                ? "ensemble of "
                        + (distinct.size() > NAMED
                                ? distinct.size() + " entries"
                                : distinct.stream().map(EntryId::toString).collect(Collectors.joining(", ")))
                : name;
        return submissions.store(
                version,
                Submission.Kind.ENSEMBLE,
                Submissions.name(whole),
                distinct,
                measured ? "mean of z-scores, measured by training images" : "mean of ranks",
                measured ? distances(distinct, models) : ScoreEnsemble.ranks(models),
                by);
    }

    private double[] distances(List<EntryId> members, List<double[]> models) {
        var training = runs.trainingScores(runIds(members));
        double[] mean = new double[models.size()];
        double[] deviation = new double[models.size()];
        for (int i = 0; i < mean.length; i++) {
            var one = training.get(members.get(i).run().orElseThrow());
            if (one == null) {
                throw new NotFoundException("The entry " + members.get(i) + " was deleted just now.");
            }
            mean[i] = one.mean();
            deviation[i] = one.deviation();
        }
        return ScoreEnsemble.distances(models, mean, deviation);
    }

    private static Set<RunId> runIds(List<EntryId> members) {
        return members.stream().flatMap(m -> m.run().stream()).collect(Collectors.toSet());
    }
}
