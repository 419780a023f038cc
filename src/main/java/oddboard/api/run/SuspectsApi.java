package oddboard.api.run;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.stream.IntStream;
import oddboard.dataset.Datasets;
import oddboard.run.Run;
import oddboard.run.RunResults;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Results")
@RestController
@RequestMapping("/api/v1/runs/{id}")
class SuspectsApi {
    private final VisibleRuns seen;
    private final RunResults results;
    private final Datasets datasets;

    SuspectsApi(VisibleRuns seen, RunResults results, Datasets datasets) {
        this.seen = seen;
        this.results = results;
        this.datasets = datasets;
    }

    record SuspectsResponse(int scored, List<Suspect> images) {}

    record Suspect(int trainIndex, String name, double score) {}

    @Operation(
            summary = "The training images that a run scored highest",
            description =
                    "At most 100, the highest first: perhaps they are not normal. None for runs of earlier versions.")
    @GetMapping("/suspicious-training-images")
    SuspectsResponse suspects(@PathVariable long id) {
        Run run = seen.run(id);
        String[] names = datasets.imageNames(run.version());
        return results.suspects(run.id())
                .map(found -> new SuspectsResponse(
                        found.scored(),
                        IntStream.range(0, found.images().size())
                                .mapToObj(i -> new Suspect(
                                        found.images().get(i),
                                        names[found.images().get(i)],
                                        found.scores()[i]))
                                .toList()))
                .orElse(new SuspectsResponse(0, List.of()));
    }
}
