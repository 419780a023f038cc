package oddboard.api;

import java.util.NoSuchElementException;
import oddboard.account.Users;
import oddboard.dataset.LabelSet;
import oddboard.dataset.LabelSets;
import oddboard.run.Run;
import oddboard.run.RunId;
import oddboard.run.Runs;
import oddboard.run.Scores;
import org.springframework.stereotype.Component;

/** Runs as whoever calls may see them. */
@Component
class SeenRuns {
    private final Runs runs;
    private final LabelSets labelSets;
    private final Users users;

    SeenRuns(Runs runs, LabelSets labelSets, Users users) {
        this.runs = runs;
        this.labelSets = labelSets;
        this.users = users;
    }

    Run run(long id) {
        return run(id, LabelSet.NEWEST);
    }

    /** @throws NoSuchElementException where the run isn't there for the caller, or its version has no such label set */
    Run run(long id, int labelSet) {
        Run found = runs.find(new RunId(id), labelSet, users.require())
                .orElseThrow(() -> new NoSuchElementException("There is no run " + id + "."));
        if (labelSet != LabelSet.NEWEST) {
            labelSets.require(found.version(), labelSet);
        }
        return found;
    }

    /** @throws IllegalStateException where there are none yet */
    Scores scores(Run run) {
        Run.Metrics result = run.result();
        return runs.scores(run.id(), result == null ? LabelSet.NEWEST : result.labelSet()).orElseThrow(() -> new IllegalStateException("Run " + run.id()
                + " has no scores: it is " + run.job().state() + "."));
    }
}
