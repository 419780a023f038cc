package oddboard.api.run;

import oddboard.account.Users;
import oddboard.common.ConflictException;
import oddboard.common.NotFoundException;
import oddboard.dataset.LabelPart;
import oddboard.label.LabelSet;
import oddboard.label.LabelSets;
import oddboard.run.Run;
import oddboard.run.RunId;
import oddboard.run.Runs;
import oddboard.run.Scores;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Runs as whoever calls may see them. */
@Component
public class VisibleRuns {
    private final Runs runs;
    private final LabelSets labelSets;
    private final Users users;

    VisibleRuns(Runs runs, LabelSets labelSets, Users users) {
        this.runs = runs;
        this.labelSets = labelSets;
        this.users = users;
    }

    public Run run(long id) {
        return run(id, LabelSet.NEWEST);
    }

    /** @throws NotFoundException where the run isn't there for the caller, or its version has no such label set */
    public Run run(long id, int labelSet) {
        return run(id, labelSet, null);
    }

    /** @param part that metrics use; null, or one that the caller may not see = the one that counts */
    public Run run(long id, int labelSet, @Nullable LabelPart part) {
        Run found = runs.find(new RunId(id), labelSet, part, users.require())
                .orElseThrow(() -> new NotFoundException("There is no run " + id + "."));
        if (labelSet != LabelSet.NEWEST) {
            labelSets.require(found.version(), labelSet);
        }
        return found;
    }

    /**
     * With the labels that the caller may see.
     *
     * @throws ConflictException where there are none yet
     */
    public Scores scores(Run run) {
        return runs.scores(run.id(), labelSet(run), users.require()).orElseThrow(() -> noScores(run));
    }

    /** Of all images, training first; none of their own for those whose labels the caller may not see. */
    public String[] imageNames(Run run) {
        return labelSets.imageNames(run.version(), users.require());
    }

    /** Of the images alone that the run's metrics use. */
    public Scores evaluated(Run run) {
        Run.Metrics result = run.result();
        return runs.evaluated(run.id(), labelSet(run), result == null ? null : result.part(), users.require())
                .orElseThrow(() -> noScores(run));
    }

    private static int labelSet(Run run) {
        Run.Metrics result = run.result();
        return result == null ? LabelSet.NEWEST : result.labelSet();
    }

    private static ConflictException noScores(Run run) {
        return new ConflictException(
                "Run " + run.id() + " has no scores: it is " + run.job().state() + ".");
    }
}
