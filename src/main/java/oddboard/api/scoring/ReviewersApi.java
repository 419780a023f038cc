package oddboard.api.scoring;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.api.Bounds;
import oddboard.api.Fields;
import oddboard.api.Required;
import oddboard.scoring.ScoringId;
import oddboard.scoring.Scorings;
import oddboard.scoring.TwoReviewers;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Scorings")
@RestController
@RequestMapping("/api/v1/scorings/{id}/reviewers")
class ReviewersApi {
    private final TwoReviewers reviewers;
    private final Scorings scorings;
    private final Users users;

    ReviewersApi(TwoReviewers reviewers, Scorings scorings, Users users) {
        this.reviewers = reviewers;
        this.scorings = scorings;
        this.users = users;
    }

    record NewReviewers(
            @Required @Bounds(min = 1, max = 2) @Nullable Integer reviewers) {}

    record ReviewersResponse(
            int reviewers,
            int waiting,
            int disputed,
            int both,
            @Nullable Double kappa) {
        static ReviewersResponse of(TwoReviewers.Progress now) {
            return new ReviewersResponse(
                    now.reviewers(),
                    now.waiting(),
                    now.disputed(),
                    now.both(),
                    Double.isNaN(now.kappa()) ? null : Double.valueOf(now.kappa()));
        }
    }

    @Operation(summary = "How many review a scoring, and how far they agree")
    @GetMapping
    ReviewersResponse get(@PathVariable long id) {
        return ReviewersResponse.of(reviewers.progress(scorings.require(new ScoringId(id), users.require())));
    }

    @Operation(
            summary = "Choose how many review each image",
            description =
                    "Before the first verdict; 409 after it. With two, neither sees what the other says: what both say"
                            + " counts, and where they do not agree what a third says. GET /scorings/{id}/images?shown=disputed lists"
                            + " those that wait for the third.")
    @PutMapping
    ReviewersResponse choose(@PathVariable long id, @RequestBody NewReviewers body) {
        User by = users.require();
        return ReviewersResponse.of(
                reviewers.choose(new ScoringId(id), Fields.required("reviewers", body.reviewers()), by));
    }
}
