package oddboard.scoring.ui;

import oddboard.account.User;
import oddboard.scoring.Scoring;
import oddboard.scoring.TwoReviewers;
import oddboard.ui.OnceButton;

/** Chooses one or two reviewers, while nobody has said anything. */
final class ReviewerChoice {
    private ReviewerChoice() {}

    static OnceButton of(TwoReviewers reviewers, Scoring scoring, User viewer, Runnable changed) {
        TwoReviewers.Progress progress = reviewers.progress(scoring);
        OnceButton choice = new OnceButton(progress.reviewers() == 2 ? "Ask one reviewer" : "Ask two reviewers", () -> {
            reviewers.choose(scoring.id(), progress.reviewers() == 2 ? 1 : 2, viewer);
            changed.run();
            return true;
        });
        choice.setTooltipText(
                "With two, neither sees what the other says. What both say counts; where they do not agree,"
                        + " what a third says.");
        choice.setVisible(scoring.counts().verdicts() + progress.waiting() + progress.both() == 0);
        return choice;
    }
}
