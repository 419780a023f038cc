package oddboard.api.image;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import oddboard.account.Users;
import oddboard.api.label.LabelMarksApi;
import oddboard.api.run.VisibleRuns;
import oddboard.common.ConflictException;
import oddboard.common.NotFoundException;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.evaluation.RankedRuns;
import oddboard.evaluation.RankedScores;
import oddboard.gallery.ImageFilter;
import oddboard.gallery.ImageList;
import oddboard.gallery.ImageLists;
import oddboard.label.LabelMarks;
import oddboard.run.Run;
import oddboard.run.RunRoutes;
import oddboard.run.Runs;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** One test image of a run: what this run, the others and users say of it. */
@Tag(name = "Results")
@RestController
@RequestMapping("/api/v1/runs/{id}/images/{index:\\d+}")
class RunImageApi {
    private static final int OTHERS = 8;

    private final VisibleRuns seen;
    private final Runs runs;
    private final RankedRuns ranked;
    private final Datasets datasets;
    private final ImageLists lists;
    private final LabelMarks marks;
    private final Users users;

    RunImageApi(
            VisibleRuns seen,
            Runs runs,
            RankedRuns ranked,
            Datasets datasets,
            ImageLists lists,
            LabelMarks marks,
            Users users) {
        this.seen = seen;
        this.runs = runs;
        this.ranked = ranked;
        this.datasets = datasets;
        this.lists = lists;
        this.marks = marks;
        this.users = users;
    }

    /** Another run's view of the image; {@code href} is its page. */
    record OtherOpinion(String run, String name, int rank, double score, String href) {}

    /** {@code label} 1 = anomalous, null = hidden; the best {@value #OTHERS} other runs come first. */
    record RunImageResponse(
            int index,
            String file,
            int rank,
            int count,
            double score,
            @Nullable Integer label,
            String type,
            List<OtherOpinion> others,
            List<LabelMarksApi.MarkResponse> marks) {}

    @Operation(summary = "What runs and users say about one test image")
    @GetMapping
    RunImageResponse image(
            @PathVariable long id, @PathVariable int index, @RequestParam(defaultValue = "0") int labelSet) {
        Run run = seen.run(id, labelSet);
        RankedScores scores = ranked.of(run.id())
                .orElseThrow(() -> new ConflictException(
                        "Run " + id + " has no scores: it is " + run.job().state() + "."));
        if (index >= scores.scores().length) {
            throw new NotFoundException("Run " + id + " has no test image " + index + ".");
        }
        DatasetVersion version =
                datasets.findVersion(run.version(), users.require()).orElseThrow();
        ImageList list = lists.of(version, labelSet, ImageFilter.test(""), users.require());
        Integer label = !list.labels().knows(index) ? null : list.labels().anomalous()[index] ? 1 : 0;
        return new RunImageResponse(
                index,
                list.name(list.index(index)),
                scores.rank()[index],
                scores.scores().length,
                scores.scores()[index],
                label,
                list.labels().type()[index],
                others(run, index),
                marks.of(version.id(), index, users.require()).stream()
                        .map(m -> LabelMarksApi.MarkResponse.of(m, list))
                        .toList());
    }

    private List<OtherOpinion> others(Run run, int index) {
        List<OtherOpinion> others = new ArrayList<>();
        runs.list(run.version(), users.require()).stream()
                .filter(r -> r.result() != null && !r.id().equals(run.id()))
                .sorted(Comparator.comparingDouble(r -> -auroc(r)))
                .limit(OTHERS)
                .forEach(other -> ranked.of(other.id())
                        .filter(s -> index < s.scores().length)
                        .ifPresent(s -> others.add(new OtherOpinion(
                                other.id().toString(),
                                other.name(),
                                s.rank()[index],
                                s.scores()[index],
                                RunRoutes.images(other.id()) + "?image=" + index))));
        return others;
    }

    private static double auroc(Run run) {
        Run.Metrics result = run.result();
        return result == null || result.auroc() == null ? 0 : result.auroc();
    }
}
