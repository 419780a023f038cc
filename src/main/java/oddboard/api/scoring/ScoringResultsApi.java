package oddboard.api.scoring;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import oddboard.account.Users;
import oddboard.api.Cursor;
import oddboard.api.Fields;
import oddboard.api.Page;
import oddboard.api.ScoreOrder;
import oddboard.common.Csv;
import oddboard.common.StoredJson;
import oddboard.scoring.ImageSelection;
import oddboard.scoring.ScoredImage;
import oddboard.scoring.Scoring;
import oddboard.scoring.ScoringId;
import oddboard.scoring.Scorings;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a scoring found, while it runs of the images that are done. */
@Tag(name = "Scorings")
@RestController
@RequestMapping("/api/v1/scorings/{id}")
class ScoringResultsApi {
    private final Scorings scorings;
    private final Users users;

    ScoringResultsApi(Scorings scorings, Users users) {
        this.scorings = scorings;
        this.users = users;
    }

    private Scoring scoring(long id) {
        return scorings.require(new ScoringId(id), users.require());
    }

    @Operation(
            summary = "Scored images, most anomalous first",
            description = "rank 1 is the most anomalous of all; only this order has it.")
    @GetMapping("/images")
    Page<ScoredImageResponse> images(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable String order,
            @RequestParam(required = false) @Nullable Boolean flagged,
            @RequestParam(required = false) @Nullable String shown,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Scoring scoring = scoring(id);
        ImageSelection.Shown some = Fields.oneOf(
                "shown",
                ImageSelection.Shown.class,
                shown,
                flagged == null
                        ? ImageSelection.Shown.ALL
                        : flagged ? ImageSelection.Shown.FLAGGED : ImageSelection.Shown.PASSED);
        ImageSelection.Order wanted = switch (ScoreOrder.of(order)) {
            case DESC -> ImageSelection.Order.SCORE;
            case ASC -> ImageSelection.Order.SCORE_ASCENDING;
            case INDEX -> ImageSelection.Order.INDEX;
        };
        Cursor page = Cursor.of(limit, cursor);
        int offset = (int) Math.clamp(page.after(0), 0, Integer.MAX_VALUE);
        List<ScoredImage> found = scorings.images(scoring, new ImageSelection(some, wanted), offset, page.limit() + 1);
        int before = wanted == ImageSelection.Order.SCORE ? scoring.before(some) : -1;
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            places.add(i);
        }
        return page.page(
                places,
                i -> offset + i + 1,
                i -> ScoredImageResponse.of(scoring, found.get(i), before < 0 ? null : before + offset + i + 1));
    }

    @Operation(
            summary = "Scores as CSV",
            description =
                    "ID,score,calibrated,flagged,file: the first two columns as in a run's scores.csv. Empty where a file"
                            + " could not be read, or there is no threshold.")
    @GetMapping("/scores.csv")
    void csv(@PathVariable long id, HttpServletResponse response) throws IOException {
        Scoring scoring = scoring(id);
        try (Writer text = writer(response, "text/csv;charset=UTF-8", "scoring-" + id + "-scores.csv")) {
            text.write("ID,score,calibrated,flagged,file\n");
            scorings.forEach(scoring, image -> {
                Double score = image.score();
                Scoring.AppliedThreshold threshold = score == null ? null : scoring.threshold();
                write(
                        text,
                        image.index() + "," + (score == null ? "" : score) + ","
                                + (threshold == null || score == null
                                        ? ","
                                        : threshold.calibrated(score) + "," + flag(threshold, score))
                                + "," + Csv.cell(image.file()) + "\n");
            });
        }
    }

    private static int flag(Scoring.AppliedThreshold threshold, double score) {
        return threshold.outcome(score) == Scoring.Outcome.FLAGGED ? 1 : 0;
    }

    @Operation(
            summary = "Scores as JSON lines",
            description =
                    "One object an image: file, sha256, score, calibrated, threshold, flagged, outcome, model, version,"
                            + " error.")
    @GetMapping("/scores.jsonl")
    void jsonLines(@PathVariable long id, HttpServletResponse response) throws IOException {
        Scoring scoring = scoring(id);
        try (Writer text = writer(response, "application/jsonl;charset=UTF-8", "scoring-" + id + "-scores.jsonl")) {
            scorings.forEach(
                    scoring, image -> write(text, StoredJson.MAPPER.writeValueAsString(line(scoring, image)) + "\n"));
        }
    }

    private static Map<String, @Nullable Object> line(Scoring scoring, ScoredImage image) {
        Scoring.AppliedThreshold threshold = scoring.threshold();
        Double score = image.score();
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("index", image.index());
        line.put("file", image.file());
        line.put("sha256", image.sha256());
        line.put("score", score);
        line.put("calibrated", threshold != null && score != null ? threshold.calibrated(score) : null);
        line.put("threshold", threshold == null ? null : threshold.value());
        line.put("flagged", threshold != null && score != null ? flag(threshold, score) == 1 : null);
        line.put("outcome", threshold != null && score != null ? Fields.spelled(threshold.outcome(score)) : null);
        line.put("model", scoring.model().name());
        line.put("version", scoring.model().version());
        line.put(
                "error",
                image.fault() == null
                        ? null
                        : Map.of(
                                "code",
                                image.fault().code(),
                                "detail",
                                image.fault().detail()));
        return line;
    }

    private static Writer writer(HttpServletResponse response, String type, String filename) throws IOException {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
        response.setContentType(type);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment().filename(filename).build().toString());
        return new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8), 1 << 16);
    }

    private static void write(Writer to, String text) {
        try {
            to.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
