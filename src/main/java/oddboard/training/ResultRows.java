package oddboard.training;

import java.util.Optional;
import oddboard.common.ProgramVersion;
import oddboard.evaluation.EvaluatedRuns.TrainingScores;
import oddboard.run.RunId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is stored once a run has its scores. */
final class ResultRows {
    private ResultRows() {}

    static void add(JdbcClient jdbc, RunId run, TrainingRepository.Result result) {
        Optional<TrainingScores> training = result.trained().summary();
        jdbc.sql("""
                insert into run_result (run_id, label_set_id, scores, reconstructions_sha256, image_count, image_size,
                                        channels, error_scale, auroc, auroc_low, auroc_high, average_precision,
                                        score_seconds, pixel_auroc, aupro, aupro_at_fpr5, train_mean, train_deviation, train_images,
                                        train_scores, held_out_images, held_out_scores, suspect_images,
                                        suspect_scores, suspect_of, synthetic_auroc, synthetic_images,
                                        software)
                values (:run, :labels, :scores, :reconstructions, :count, :size, :channels, :scale, :auroc, :low, :high, :ap,
                        :seconds, :pixels, :aupro, :auproAtFpr5, :mean, :deviation, :trainImages, :trainScores, :heldOutImages,
                        :heldOutScores, :suspects, :suspectScores, :suspectOf, :synthetic, :syntheticImages, :software)
                """)
                .param("run", run.value())
                .param("labels", result.labels().id())
                .param("scores", result.scores())
                .param("reconstructions", result.reconstructionsSha256())
                .param("count", result.scores().length)
                .param("size", result.imageSize())
                .param("channels", result.channels())
                .param("scale", result.errorScale())
                .param("auroc", result.metrics().auroc())
                .param("low", result.metrics().aurocLow())
                .param("high", result.metrics().aurocHigh())
                .param("ap", result.metrics().averagePrecision())
                .param("seconds", result.metrics().scoreSeconds())
                .param("pixels", result.metrics().pixelAuroc())
                .param("aupro", result.metrics().aupro())
                .param("auproAtFpr5", result.metrics().auproAtFpr5())
                .param("mean", training.map(TrainingScores::mean).orElse(null))
                .param("deviation", training.map(TrainingScores::deviation).orElse(null))
                .param("trainImages", result.trained().places())
                .param("trainScores", result.trained().scores())
                .param("heldOutImages", result.heldOut().places())
                .param("heldOutScores", result.heldOut().scores())
                .param("suspects", result.suspects().images())
                .param("suspectScores", result.suspects().scores())
                .param("suspectOf", result.suspects().scored())
                .param("synthetic", result.synthetic().auroc())
                .param(
                        "syntheticImages",
                        result.synthetic().auroc() == null
                                ? null
                                : result.synthetic().images())
                .param("software", ProgramVersion.current())
                .update();
        Optional.ofNullable(result.maps()).ifPresent(maps -> addMaps(jdbc, run, maps));
    }

    private static void addMaps(JdbcClient jdbc, RunId run, TrainingRepository.StoredMaps maps) {
        jdbc.sql("""
                insert into run_map (run_id, sha256, edge, first, step, low, high)
                values (:run, :sha256, :edge, :first, :step, :low, :high)
                """)
                .param("run", run.value())
                .param("sha256", maps.sha256())
                .param("edge", maps.shown().grid().edge())
                .param("first", maps.shown().grid().first())
                .param("step", maps.shown().grid().step())
                .param("low", maps.shown().low())
                .param("high", maps.shown().high())
                .update();
    }
}
