package oddboard.api.image;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import oddboard.account.Users;
import oddboard.api.Cursor;
import oddboard.api.Fields;
import oddboard.api.Page;
import oddboard.api.ScoreOrder;
import oddboard.api.run.VisibleRuns;
import oddboard.common.InputException;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.label.LabelSets;
import oddboard.run.Run;
import oddboard.run.RunRoutes;
import oddboard.run.Scores;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Results")
@RestController
@RequestMapping("/api/v1/runs/{id}/images")
class RunImagesApi {
    private final VisibleRuns seen;
    private final Datasets datasets;
    private final LabelSets labelSets;
    private final Users users;

    RunImagesApi(VisibleRuns seen, Datasets datasets, LabelSets labelSets, Users users) {
        this.seen = seen;
        this.datasets = datasets;
        this.labelSets = labelSets;
        this.users = users;
    }

    /** What the threshold made of an image: FOUND and MISSED are anomalous ones, the others normal. */
    enum Outcome {
        FOUND,
        FALSE_ALARM,
        MISSED,
        PASSED;

        static Outcome of(boolean anomalous, boolean raised) {
            return anomalous ? raised ? FOUND : MISSED : raised ? FALSE_ALARM : PASSED;
        }
    }

    /** {@code reconstruction} null where the detector gives none. */
    record Links(String image, @Nullable String reconstruction, String errorMap) {}

    /** {@code rank} 1 has the highest score of all images, whatever the filter; {@code label} 1 = anomalous, null = hidden. */
    record RankedImageResponse(
            int rank,
            int index,
            String file,
            double score,
            @Nullable Integer label,
            @Nullable String type,
            Links links) {}

    @Operation(
            summary = "Test images ranked by their scores",
            description = "rank 1 is the most anomalous of all, whatever is filtered.")
    @GetMapping
    Page<RankedImageResponse> list(
            @PathVariable long id,
            @RequestParam(defaultValue = "0") int labelSet,
            @RequestParam(required = false) @Nullable String outcome,
            @RequestParam(required = false) @Nullable Double threshold,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String order,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Run run = seen.run(id, labelSet);
        Scores scores = seen.scores(run);
        int[] ranked = ranked(scores.scores());
        int[] rank = new int[ranked.length];
        for (int i = 0; i < ranked.length; i++) {
            rank[ranked[i]] = i + 1;
        }
        ScoreOrder wanted = ScoreOrder.of(order);
        IntStream shown = switch (wanted) {
            case DESC -> Arrays.stream(ranked);
            case ASC -> IntStream.rangeClosed(1, ranked.length).map(i -> ranked[ranked.length - i]);
            case INDEX -> IntStream.range(0, ranked.length);
        };
        if (outcome != null) {
            shown = shown.filter(outcome(scores, outcome, threshold));
        }
        if (type != null) {
            shown = shown.filter(i -> scores.knows(i) && scores.type()[i].equals(type));
        }
        DatasetVersion version =
                datasets.findVersion(run.version(), users.require()).orElseThrow();
        String[] names = labelSets.imageNames(version.id(), users.require());
        List<Integer> indexes = shown.boxed().toList();
        ToLongFunction<Integer> place = switch (wanted) {
            case DESC -> i -> rank[i];
            case ASC -> i -> ranked.length - rank[i];
            case INDEX -> i -> i;
        };
        return Cursor.of(limit, cursor)
                .ascending(
                        indexes,
                        place,
                        i -> new RankedImageResponse(
                                rank[i],
                                i,
                                names[version.trainCount() + i],
                                scores.scores()[i],
                                label(scores, i),
                                scores.knows(i) ? scores.type()[i] : null,
                                links(run, version, i)));
    }

    private static @Nullable Integer label(Scores scores, int image) {
        return !scores.knows(image) ? null : scores.anomalous()[image] ? 1 : 0;
    }

    private static Links links(Run run, DatasetVersion version, int index) {
        return new Links(
                PicturesApi.versioned(
                        DatasetRoutes.imagePng(version.id(), version.trainCount() + index), version.createdAt()),
                run.traits().reconstructs()
                        ? PicturesApi.versioned(
                                RunRoutes.reconstructionPng(run.id(), index),
                                run.creation().at())
                        : null,
                PicturesApi.versioned(
                        RunRoutes.errorMapPng(run.id(), index), run.creation().at()));
    }

    private static IntPredicate outcome(Scores scores, String outcome, @Nullable Double threshold) {
        Outcome wanted = Fields.oneOf("outcome", Outcome.class, outcome, Outcome.FOUND);
        if (threshold == null) {
            throw new InputException(
                    "PARAMETER_MISSING",
                    "",
                    "threshold",
                    "\"?outcome=\" needs a \"threshold\": an image counts as anomalous where its score reaches it.");
        }
        return i -> scores.knows(i) && Outcome.of(scores.anomalous()[i], scores.scores()[i] >= threshold) == wanted;
    }

    /** Indexes, highest score first, equal scores in the images' order. */
    private static int[] ranked(double[] scores) {
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -scores[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
