package oddboard.scoring.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Anchor;
import java.util.ArrayList;
import java.util.List;
import oddboard.account.User;
import oddboard.dataset.DatasetRole;
import oddboard.dataset.Datasets;
import oddboard.job.JobQueue;
import oddboard.scoring.Scoring;
import oddboard.scoring.ScoringRoutes;
import oddboard.scoring.Scorings;
import oddboard.ui.OnceButton;
import oddboard.ui.Toast;
import org.springframework.stereotype.Component;

/** What somebody may do with a scoring. */
@Component
class ScoringActions {
    private final JobQueue queue;
    private final Datasets datasets;
    private final Scorings scorings;

    ScoringActions(JobQueue queue, Datasets datasets, Scorings scorings) {
        this.queue = queue;
        this.datasets = datasets;
        this.scorings = scorings;
    }

    /** For the page about it. */
    com.vaadin.flow.component.Component[] of(Scoring scoring, User user) {
        List<com.vaadin.flow.component.Component> all = new ArrayList<>();
        Anchor review = new Anchor(ScoringRoutes.review(scoring.id()), "Review");
        review.addClassName("odd-button-link");
        all.add(review);
        all.add(download(scoring, "csv", "CSV"));
        all.add(download(scoring, "jsonl", "JSON lines"));
        if (mayCancel(scoring, user)) {
            all.add(new OnceButton("Cancel", () -> cancel(scoring, user)));
        }
        if (mayDelete(scoring, user)) {
            all.add(new Button("Delete", e -> delete(scoring, user)));
        }
        return all.toArray(com.vaadin.flow.component.Component[]::new);
    }

    private static Anchor download(Scoring scoring, String ending, String text) {
        Anchor link = new Anchor("api/v1/scorings/" + scoring.id() + "/scores." + ending, text);
        link.addClassName("odd-button-link");
        link.getElement().setAttribute("download", true);
        link.getElement().setAttribute("router-ignore", true);
        return link;
    }

    private boolean mayDelete(Scoring scoring, User user) {
        return scoring.job().state().isEnded() && scorings.mayDelete(scoring, user);
    }

    /** Asks first. */
    private void delete(Scoring scoring, User user) {
        var dialog = new ConfirmDialog(
                "Delete this scoring?",
                "Its scores, maps and verdicts go, and can't be brought back. The files that were sent, the model and the"
                        + " data stay.",
                "Delete the scoring",
                confirmed -> {
                    scorings.delete(scoring.id(), user);
                    Toast.show("The scoring is deleted.");
                    UI.getCurrent().navigate(ScoringRoutes.ALL);
                });
        dialog.setCancelable(true);
        dialog.setCancelText("Keep it");
        dialog.setConfirmButtonTheme("error primary");
        dialog.open();
    }

    private boolean mayCancel(Scoring scoring, User user) {
        return !scoring.job().state().isEnded()
                && (user.isAdmin()
                        || scoring.by().equals(user.id())
                        || datasets.role(scoring.dataset(), user)
                                .filter(DatasetRole::mayEdit)
                                .isPresent());
    }

    private boolean cancel(Scoring scoring, User user) {
        boolean cancels = queue.cancel(scoring.job().id(), user);
        Toast.show(
                cancels ? "The scoring is being canceled; what was scored stays." : "The scoring has ended already.");
        return true;
    }
}
