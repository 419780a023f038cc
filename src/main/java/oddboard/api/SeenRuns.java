package oddboard.api;

import java.util.NoSuchElementException;
import oddboard.account.Users;
import oddboard.run.Run;
import oddboard.run.RunId;
import oddboard.run.Runs;
import oddboard.run.Scores;
import org.springframework.stereotype.Component;

/** Runs as whoever calls may see them. */
@Component
class SeenRuns {
    private final Runs runs;
    private final Users users;

    SeenRuns(Runs runs, Users users) {
        this.runs = runs;
        this.users = users;
    }

    Run run(long id) {
        return runs.find(new RunId(id), users.require())
                .orElseThrow(() -> new NoSuchElementException("There is no run " + id + "."));
    }

    /** @throws IllegalStateException where there are none yet */
    Scores scores(Run run) {
        return runs.scores(run.id()).orElseThrow(() -> new IllegalStateException("Run " + run.id()
                + " has no scores: it is " + run.job().state() + "."));
    }
}
