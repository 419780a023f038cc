package oddboard.api.model;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.List;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.metric.DeLong;
import oddboard.registry.ModelComparison;
import oddboard.registry.ModelComparisons;
import oddboard.registry.ModelVersion;
import oddboard.registry.Models;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Two versions of a model on the same images. */
@Tag(name = "Models")
@RestController
@RequestMapping("/api/v1/models/{name}/comparison")
class ModelComparisonApi {
    private static final int MAX_DISAGREED = 100;
    private final Models models;
    private final ModelComparisons comparisons;
    private final Users users;

    ModelComparisonApi(Models models, ModelComparisons comparisons, Users users) {
        this.models = models;
        this.comparisons = comparisons;
        this.users = users;
    }

    /** One of the two versions. */
    record ComparedVersion(
            int version,
            @Nullable Double auroc,
            @Nullable Double aurocLow,
            @Nullable Double aurocHigh,
            @Nullable String threshold,
            @Nullable Integer missed,
            @Nullable Integer falseAlarms) {
        static ComparedVersion of(ModelComparison.Side side) {
            return new ComparedVersion(
                    side.version().version(),
                    side.auc().map(DeLong.Interval::auc).orElse(null),
                    side.auc().map(DeLong.Interval::low).orElse(null),
                    side.auc().map(DeLong.Interval::high).orElse(null),
                    side.threshold().map(t -> t.id().toString()).orElse(null),
                    side.point().map(c -> c.missed()).orElse(null),
                    side.point().map(c -> c.falseAlarms()).orElse(null));
        }
    }

    /** Two versions on the images that both have scored; {@code difference} is the AUC of next minus that of present. */
    record VersionComparison(
            ComparedVersion present,
            ComparedVersion next,
            String data,
            int images,
            int normalCount,
            int anomalyCount,
            @Nullable Double difference,
            @Nullable Double p,
            int disagreed,
            List<Integer> disagreedImages) {}

    @Operation(
            summary = "Compare two versions of a model",
            description =
                    "On the test images that both have scored: those of next's data that are in present's, too. With"
                            + " DeLong's test, what each one's threshold misses and flags wrongly, and the first 100 images on which"
                            + " they disagree; where one has no threshold, those whose ranks differ most.")
    @GetMapping
    VersionComparison compare(@PathVariable String name, @RequestParam int present, @RequestParam int next) {
        User viewer = users.require();
        ModelVersion old = models.require(name, present, viewer);
        ModelVersion now = models.require(name, next, viewer);
        ModelComparison found =
                comparisons.compare(old, models.thresholdFor(old), now, models.thresholdFor(now), viewer);
        return new VersionComparison(
                ComparedVersion.of(found.present()),
                ComparedVersion.of(found.next()),
                found.data().id().toString(),
                found.images().length,
                found.normal(),
                found.anomalous(),
                found.test().map(DeLong.Comparison::difference).orElse(null),
                found.test().map(DeLong.Comparison::p).orElse(null),
                found.disagreed().length,
                Arrays.stream(found.disagreed())
                        .limit(MAX_DISAGREED)
                        .mapToObj(i -> found.images()[i])
                        .toList());
    }
}
