package oddboard.api.run;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import oddboard.account.Users;
import oddboard.api.Fields;
import oddboard.dataset.VersionId;
import oddboard.run.AnomalyKind;
import oddboard.run.Recommendation;
import oddboard.run.RecommendedRuns;
import oddboard.run.RunSpec;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Runs")
@RestController
@RequestMapping("/api/v1/versions/{id}/recommended-runs")
class RecommendedRunsApi {
    private final RecommendedRuns recommended;
    private final Users users;

    RecommendedRunsApi(RecommendedRuns recommended, Users users) {
        this.recommended = recommended;
        this.users = users;
    }

    record ProposalResponse(String detector, Map<String, Object> settings, String name, boolean recommended) {}

    record RecommendationResponse(List<String> why, List<ProposalResponse> runs) {
        static RecommendationResponse of(Recommendation from) {
            List<ProposalResponse> runs = new ArrayList<>();
            for (Recommendation.Proposal one : from.runs()) {
                runs.add(new ProposalResponse(one.detector(), one.settings(), one.name(), runs.size() < from.first()));
            }
            return new RecommendationResponse(from.why(), runs);
        }
    }

    record NewRecommendedRuns(
            @Nullable String anomalies,
            @Nullable Boolean compare,
            @Nullable List<String> tags,
            @Nullable Integer priority,
            @Nullable String label) {}

    record StartedResponse(List<RunResponse> runs) {}

    @Operation(
            summary = "Runs to begin with",
            description = "The recommended ones first, then those to compare them with, and the reasons in sentences.")
    @GetMapping
    RecommendationResponse get(@PathVariable long id, @RequestParam(required = false) @Nullable String anomalies) {
        return RecommendationResponse.of(recommended.of(new VersionId(id), kind(anomalies), users.require()));
    }

    @Operation(
            summary = "Start the recommended runs",
            description = "All or none. Those that wait, run or have succeeded already are not started again.")
    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    StartedResponse start(@PathVariable long id, @RequestBody NewRecommendedRuns body) {
        RunSpec request = new RunSpec(
                new VersionId(id),
                "",
                Map.of(),
                "",
                body.tags() == null ? List.of() : body.tags(),
                body.priority() == null ? 0 : body.priority(),
                body.label() == null ? "" : body.label());
        return new StartedResponse(
                recommended
                        .start(request, kind(body.anomalies()), Boolean.TRUE.equals(body.compare()), users.require())
                        .stream()
                        .map(RunResponse::of)
                        .toList());
    }

    private static AnomalyKind kind(@Nullable String anomalies) {
        return Fields.oneOf("anomalies", AnomalyKind.class, anomalies, AnomalyKind.UNKNOWN);
    }
}
