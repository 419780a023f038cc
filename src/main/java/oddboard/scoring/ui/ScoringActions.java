package oddboard.scoring.ui;

import oddboard.account.User;
import oddboard.dataset.DatasetRole;
import oddboard.dataset.Datasets;
import oddboard.job.JobQueue;
import oddboard.scoring.Scoring;
import oddboard.ui.Toast;
import org.springframework.stereotype.Component;

/** What somebody may do with a scoring. */
@Component
class ScoringActions {
    private final JobQueue queue;
    private final Datasets datasets;

    ScoringActions(JobQueue queue, Datasets datasets) {
        this.queue = queue;
        this.datasets = datasets;
    }

    boolean mayCancel(Scoring scoring, User user) {
        return !scoring.job().state().isEnded()
                && (user.isAdmin()
                        || scoring.by().equals(user.id())
                        || datasets.role(scoring.dataset(), user)
                                .filter(DatasetRole::mayEdit)
                                .isPresent());
    }

    boolean cancel(Scoring scoring, User user) {
        boolean cancels = queue.cancel(scoring.job().id(), user);
        Toast.show(
                cancels ? "The scoring is being canceled; what was scored stays." : "The scoring has ended already.");
        return true;
    }
}
