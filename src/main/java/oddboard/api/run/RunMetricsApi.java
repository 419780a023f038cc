package oddboard.api.run;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import oddboard.api.Bounds;
import oddboard.api.Cursor;
import oddboard.api.Page;
import oddboard.run.LogLine;
import oddboard.run.Loss;
import oddboard.run.Run;
import oddboard.run.Runs;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;

@Tag(name = "Results")
@RestController
@RequestMapping("/api/v1/runs/{id}")
class RunMetricsApi {
    private static final MediaType PLAIN = MediaType.parseMediaType("text/plain;charset=UTF-8");
    private static final int EPOCHS = 10_000;

    private final Runs runs;
    private final VisibleRuns seen;

    RunMetricsApi(Runs runs, VisibleRuns seen) {
        this.runs = runs;
        this.seen = seen;
    }

    @Operation(
            summary = "Losses and rate of every epoch",
            description = "Oldest first; detectors may name further losses.")
    @GetMapping("/losses")
    Page<Map<String, Object>> losses(
            @PathVariable long id,
            @Bounds(min = 1, max = EPOCHS) @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Run run = seen.run(id);
        return Cursor.of(limit, cursor, EPOCHS).ascending(runs.losses(run.id()), Loss::epoch, RunMetricsApi::loss);
    }

    private static Map<String, Object> loss(Loss loss) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("epoch", loss.epoch());
        fields.putAll(loss.losses());
        fields.put("imagesPerSecond", loss.imagesPerSecond());
        fields.put("waitShare", loss.waitShare());
        return fields;
    }

    @Operation(summary = "A run's log as text")
    @GetMapping("/log")
    ResponseEntity<String> log(@PathVariable long id, @RequestParam(defaultValue = "0") int tail) {
        StringBuilder text = new StringBuilder();
        for (LogLine line : runs.log(seen.run(id).id(), tail)) {
            text.append(line.at()).append("  ").append(line.line()).append('\n');
        }
        return ResponseEntity.ok().contentType(PLAIN).body(text.toString());
    }

    @Operation(
            summary = "A run's scores as CSV",
            description = "ID,score: test images in order, each number in the shortest form that reads back to the "
                    + "same double. With files=true a third column, file, has the name of each image as it was uploaded,"
                    + " but for images whose labels are hidden.")
    @GetMapping("/scores.csv")
    void scores(
            @PathVariable long id,
            @RequestParam(defaultValue = "false") boolean files,
            WebRequest request,
            HttpServletResponse response)
            throws IOException {
        Run run = seen.run(id);
        ScoresCsv.write(
                "run-" + id,
                run.creation().at(),
                seen.scores(run).scores(),
                files ? seen.imageNames(run) : null,
                request,
                response);
    }
}
