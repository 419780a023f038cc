package oddboard.api.board;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import oddboard.account.Users;
import oddboard.api.Fields;
import oddboard.api.Page;
import oddboard.api.run.Curves;
import oddboard.common.NotFoundException;
import oddboard.leaderboard.Submission;
import oddboard.leaderboard.Submissions;
import oddboard.run.Scores;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How good a submission's scores are. */
@Tag(name = "Submissions")
@RestController
@RequestMapping("/api/v1/submissions/{id}")
class SubmissionCurvesApi {
    private final Submissions submissions;
    private final Users users;

    SubmissionCurvesApi(Submissions submissions, Users users) {
        this.submissions = submissions;
        this.users = users;
    }

    private Submission find(long id, int labelSet, @Nullable String part) {
        return submissions
                .find(id, labelSet, Fields.part(part), users.require())
                .orElseThrow(() -> new NotFoundException("There is no submission " + id + "."));
    }

    private Scores scores(long id, int labelSet, @Nullable String part) {
        return submissions.evaluated(find(id, labelSet, part), users.require());
    }

    @Operation(summary = "ROC curve of a submission")
    @GetMapping("/roc")
    Curves.RocResponse roc(
            @PathVariable long id,
            @RequestParam(defaultValue = "1000") int limit,
            @RequestParam(defaultValue = "0") int labelSet,
            @RequestParam(required = false) @Nullable String part) {
        Submission found = find(id, labelSet, part);
        return Curves.roc(found.metrics(), submissions.evaluated(found, users.require()), limit);
    }

    @Operation(summary = "Precision against recall of a submission")
    @GetMapping("/precision-recall")
    Curves.PrecisionRecallResponse precisionRecall(
            @PathVariable long id,
            @RequestParam(defaultValue = "1000") int limit,
            @RequestParam(defaultValue = "0") int labelSet,
            @RequestParam(required = false) @Nullable String part) {
        return Curves.precisionRecall(scores(id, labelSet, part), limit);
    }

    @Operation(summary = "Scores of a submission as a histogram")
    @GetMapping("/histogram")
    Curves.HistogramResponse histogram(
            @PathVariable long id,
            @RequestParam(defaultValue = "80") int bins,
            @RequestParam(defaultValue = "0") int labelSet,
            @RequestParam(required = false) @Nullable String part) {
        return Curves.histogram(scores(id, labelSet, part), bins);
    }

    @Operation(summary = "What thresholds make of a submission's images")
    // Also by the name of earlier versions.
    @GetMapping({"/operating-points", "/cuts"})
    Page<Curves.OperatingPointResponse> operatingPoints(
            @PathVariable long id,
            @RequestParam(required = false) double @Nullable [] threshold,
            @RequestParam(defaultValue = "0") int labelSet,
            @RequestParam(required = false) @Nullable String part) {
        return Curves.operatingPoints(scores(id, labelSet, part), threshold);
    }

    @Operation(summary = "AUC of each type of anomaly for a submission")
    @GetMapping("/types")
    Page<Curves.TypeResponse> types(
            @PathVariable long id,
            @RequestParam(defaultValue = "0") int labelSet,
            @RequestParam(required = false) @Nullable String part) {
        return Curves.types(scores(id, labelSet, part));
    }

    @Operation(summary = "All metrics of a submission")
    // Also by the name of earlier versions.
    @GetMapping({"/evaluation", "/figures"})
    Curves.EvaluationResponse evaluation(
            @PathVariable long id,
            @RequestParam(defaultValue = "0") int resamples,
            @RequestParam(defaultValue = "0") int labelSet,
            @RequestParam(required = false) @Nullable String part) {
        Submission found = find(id, labelSet, part);
        return Curves.evaluation(found.metrics(), submissions.evaluated(found, users.require()), resamples);
    }
}
