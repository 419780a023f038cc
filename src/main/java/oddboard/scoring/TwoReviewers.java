package oddboard.scoring;

import java.util.Arrays;
import java.util.Optional;
import oddboard.account.User;
import oddboard.audit.Audit;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.dataset.Datasets;
import oddboard.metric.CohenKappa;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Scorings whose images two people review, neither of whom sees what the other says. What both say counts; where they do not
 * agree, what a third says.
 */
@Service
public class TwoReviewers {
    private final Scorings scorings;
    private final Opinions opinions;
    private final Datasets datasets;
    private final TransactionOperations transaction;
    private final Audit audit;

    TwoReviewers(
            Scorings scorings, Opinions opinions, Datasets datasets, TransactionOperations transaction, Audit audit) {
        this.scorings = scorings;
        this.opinions = opinions;
        this.datasets = datasets;
        this.transaction = transaction;
        this.audit = audit;
    }

    /**
     * How far a review is.
     *
     * @param reviewers 1 or 2
     * @param waiting images of which one reviewer alone has said something
     * @param disputed images of which two do not agree, and no third has said anything
     * @param both images of which two have said something
     * @param kappa Cohen's kappa of the first two of each image; NaN without images, or where both say one thing of all
     */
    public record Progress(int reviewers, int waiting, int disputed, int both, double kappa) {}

    public Progress progress(Scoring scoring) {
        int[][] table = opinions.table(scoring.id());
        return new Progress(
                opinions.reviewers(scoring.id()),
                opinions.waiting(scoring.id()),
                scoring.counts().disputed(),
                Arrays.stream(table).flatMapToInt(Arrays::stream).sum(),
                CohenKappa.of(table));
    }

    /** What this person says of an image, whether or not it counts. */
    public Optional<ScoredImage.Verdict> own(Scoring scoring, int index, User viewer) {
        return opinions.own(scoring.id(), index, viewer.id());
    }

    /**
     * Chooses how many people review each image; before the first says something.
     *
     * @throws InputException where it is neither 1 nor 2
     * @throws ConflictException where the review has begun
     */
    public Progress choose(ScoringId id, int reviewers, User by) {
        Scoring scoring = scorings.require(id, by);
        datasets.requireChange(scoring.dataset(), by);
        if (reviewers < 1 || reviewers > 2) {
            throw new InputException("FIELD_INVALID", "", "reviewers", "An image has 1 or 2 reviewers.");
        }
        transaction.executeWithoutResult(status -> {
            if (opinions.isBegun(id)) {
                throw new ConflictException("The review of scoring " + id
                        + " has begun; how many review each image is chosen before the first verdict.");
            }
            opinions.setReviewers(id, reviewers);
            audit.record(by.actor(), "scoring.reviewers", "scoring " + id, Integer.toString(reviewers));
        });
        return progress(scoring);
    }
}
