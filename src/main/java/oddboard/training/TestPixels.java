package oddboard.training;

import java.nio.file.Path;
import java.util.Optional;
import oddboard.dataset.Datasets;
import oddboard.dataset.InputFrames;
import oddboard.dataset.Labels;
import oddboard.dataset.PackedMasks;
import oddboard.evaluation.PixelEvaluator;
import oddboard.evaluation.ReconstructionFrame;
import oddboard.evaluation.SquareMaps;
import oddboard.job.JobContext;
import oddboard.metric.PixelMetrics;
import oddboard.run.Run;
import oddboard.run.RunRow;

/** A run's anomaly maps against the masks: of an input at the images' own size, else in the packed squares. */
record TestPixels(RunRow run, JobContext context, Datasets datasets, Splits splits, ReconstructionFrame frame) {
    Run.Metrics added(Run.Metrics metrics, RunPictures pictures, Labels labels) throws Exception {
        InputFrames frames = splits.frames();
        Optional<PixelMetrics.Values> values =
                frames == null ? ofSquares(pictures, labels) : ofImages(frames, pictures, labels);
        return values.map(f -> metrics.withPixels(f.auroc(), f.aupro(), f.auproAtFpr5()))
                .orElse(metrics);
    }

    private Optional<PixelMetrics.Values> ofImages(InputFrames frames, RunPictures pictures, Labels labels)
            throws Exception {
        if (frames.images().masked() == 0) {
            return Optional.empty();
        }
        RunPictures.Maps maps = pictures.maps().orElse(null);
        Path file = maps == null ? pictures.reconstructions().orElseThrow() : maps.file();
        try (SquareFile squares = new SquareFile(file)) {
            SquareMaps whole = maps == null
                    ? SquareMaps.ofReconstructions(frames, frame, squares::read)
                    : SquareMaps.of(frames, maps.whole(), squares::read);
            return PixelEvaluator.evaluate(whole, labels);
        }
    }

    private Optional<PixelMetrics.Values> ofSquares(RunPictures pictures, Labels labels) throws Exception {
        try (PackedMasks masks = Retries.untilAvailable(context, () -> datasets.openMasks(run.version()))) {
            RunPictures.Maps maps = pictures.maps().orElse(null);
            return maps == null
                    ? PixelEvaluator.evaluate(
                            splits.test(), frame, pictures.reconstructions().orElseThrow(), masks, labels)
                    : PixelEvaluator.evaluate(maps.whole(), maps.file(), masks, labels);
        }
    }
}
