package oddboard.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import oddboard.metric.Roc;
import oddboard.run.LogLine;
import oddboard.run.Loss;
import oddboard.run.Run;
import oddboard.run.Runs;
import oddboard.run.Scores;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/runs/{id}")
class RunFiguresApi {
    private static final MediaType CSV = MediaType.parseMediaType("text/csv;charset=UTF-8");
    private static final MediaType PLAIN = MediaType.parseMediaType("text/plain;charset=UTF-8");
    private static final int EPOCHS = 10_000;

    private final Runs runs;
    private final SeenRuns seen;

    RunFiguresApi(Runs runs, SeenRuns seen) {
        this.runs = runs;
        this.seen = seen;
    }

    /** The first threshold, above every score, is null: JSON has no infinity. */
    record Point(double fpr, double tpr, @Nullable Double threshold) {}

    record RocResponse(@Nullable Double auroc, List<Point> points) {}

    @GetMapping("/losses")
    Page<Map<String, Object>> losses(@PathVariable long id, @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Run run = seen.run(id);
        return Cursor.of(limit, cursor, EPOCHS, 0).of(runs.losses(run.id()), RunFiguresApi::loss);
    }

    private static Map<String, Object> loss(Loss loss) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("epoch", loss.epoch());
        fields.putAll(loss.losses());
        fields.put("imagesPerSecond", loss.imagesPerSecond());
        fields.put("waitShare", loss.waitShare());
        return fields;
    }

    @GetMapping("/log")
    ResponseEntity<String> log(@PathVariable long id, @RequestParam(defaultValue = "0") int tail) {
        StringBuilder text = new StringBuilder();
        for (LogLine line : runs.log(seen.run(id).id(), tail)) {
            text.append(line.at()).append("  ").append(line.line()).append('\n');
        }
        return ResponseEntity.ok().contentType(PLAIN).body(text.toString());
    }

    @GetMapping("/scores.csv")
    ResponseEntity<String> scores(@PathVariable long id) {
        double[] scores = seen.scores(seen.run(id)).scores();
        StringBuilder text = new StringBuilder("ID,score\n");
        for (int i = 0; i < scores.length; i++) {
            // Java's own text of a double is the shortest that reads back to it.
            text.append(i).append(',').append(scores[i]).append('\n');
        }
        return ResponseEntity.ok()
                .contentType(CSV)
                .header(HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename("run-" + id + "-scores.csv").build().toString())
                .body(text.toString());
    }

    @GetMapping("/roc")
    RocResponse roc(@PathVariable long id, @RequestParam(defaultValue = "1000") int limit,
            @RequestParam(defaultValue = "0") int labelSet, @RequestParam(required = false) @Nullable String part) {
        Run run = seen.run(id, labelSet, Fields.part(part));
        Scores scores = seen.judged(run);
        Double auroc = run.result() == null ? null : run.result().auroc();
        if (auroc == null) {
            return new RocResponse(null, List.of());
        }
        Roc roc = Roc.of(scores.scores(), scores.anomalous()).thinned(Math.clamp(limit, 2, 100_000));
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < roc.fpr().length; i++) {
            double threshold = roc.threshold()[i];
            points.add(new Point(roc.fpr()[i], roc.tpr()[i], Double.isInfinite(threshold) ? null : threshold));
        }
        return new RocResponse(auroc, points);
    }
}
