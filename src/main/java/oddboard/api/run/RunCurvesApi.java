package oddboard.api.run;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Objects;
import oddboard.api.Fields;
import oddboard.api.Page;
import oddboard.run.Run;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How good a run's scores are. */
@Tag(name = "Results")
@RestController
@RequestMapping("/api/v1/runs/{id}")
class RunCurvesApi {
    private final VisibleRuns seen;

    RunCurvesApi(VisibleRuns seen) {
        this.seen = seen;
    }

    @Operation(summary = "ROC curve of a run")
    @GetMapping("/roc")
    Curves.RocResponse roc(
            @PathVariable long id,
            @RequestParam(defaultValue = "1000") int limit,
            @RequestParam(defaultValue = "0") int labelSet,
            @RequestParam(required = false) @Nullable String part) {
        Run run = seen.run(id, labelSet, Fields.part(part));
        return Curves.roc(run.result(), seen.evaluated(run), limit);
    }

    @Operation(summary = "Precision against recall of a run")
    @GetMapping("/precision-recall")
    Curves.PrecisionRecallResponse precisionRecall(
            @PathVariable long id,
            @RequestParam(defaultValue = "1000") int limit,
            @RequestParam(defaultValue = "0") int labelSet,
            @RequestParam(required = false) @Nullable String part) {
        return Curves.precisionRecall(seen.evaluated(seen.run(id, labelSet, Fields.part(part))), limit);
    }

    @Operation(summary = "Scores of normal and anomalous images as a histogram")
    @GetMapping("/histogram")
    Curves.HistogramResponse histogram(
            @PathVariable long id,
            @RequestParam(defaultValue = "80") int bins,
            @RequestParam(defaultValue = "0") int labelSet,
            @RequestParam(required = false) @Nullable String part) {
        return Curves.histogram(seen.evaluated(seen.run(id, labelSet, Fields.part(part))), bins);
    }

    @Operation(
            summary = "What thresholds make of the images",
            description = "Those worth knowing, or the ones that are requested.")
    // Also by the name of earlier versions.
    @GetMapping({"/operating-points", "/cuts"})
    Page<Curves.OperatingPointResponse> operatingPoints(
            @PathVariable long id,
            @RequestParam(required = false) double @Nullable [] threshold,
            @RequestParam(defaultValue = "0") int labelSet,
            @RequestParam(required = false) @Nullable String part) {
        return Curves.operatingPoints(seen.evaluated(seen.run(id, labelSet, Fields.part(part))), threshold);
    }

    @Operation(summary = "AUC of each type of anomaly", description = "Each against all normal images.")
    @GetMapping("/types")
    Page<Curves.TypeResponse> types(
            @PathVariable long id,
            @RequestParam(defaultValue = "0") int labelSet,
            @RequestParam(required = false) @Nullable String part) {
        return Curves.types(seen.evaluated(seen.run(id, labelSet, Fields.part(part))));
    }

    @Operation(summary = "All metrics of a run", description = "Those by pixel are null where there are no masks.")
    // Also by the name of earlier versions.
    @GetMapping({"/evaluation", "/figures"})
    Curves.EvaluationResponse evaluation(
            @PathVariable long id,
            @RequestParam(defaultValue = "0") int resamples,
            @RequestParam(defaultValue = "0") int labelSet,
            @RequestParam(required = false) @Nullable String part) {
        Run run = seen.run(id, labelSet, Fields.part(part));
        var scores = seen.evaluated(run);
        return Curves.evaluation(Objects.requireNonNull(run.result()), scores, resamples);
    }
}
