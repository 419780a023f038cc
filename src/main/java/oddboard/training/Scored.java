package oddboard.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import oddboard.dataset.InputFrames;
import oddboard.detector.MapGrid;
import oddboard.detector.Model;
import oddboard.detector.Progress;
import oddboard.detector.ScoreSink;
import oddboard.evaluation.ReconstructionFrame;
import org.jspecify.annotations.Nullable;

/** What a run, or one of the entries that it scored beside itself, says of the test images. */
record Scored(
        double[] scores,
        RunPictures pictures,
        double seconds,
        TrainingSample trained,
        TrainingSample heldOut,
        Suspects suspects,
        SyntheticSample synthetic) {

    /**
     * Scores the test images, and a sample of the training images.
     *
     * @return the run's own first, then those of {@link Model#entries}; null where it was asked to stop
     */
    static @Nullable List<Scored> all(
            Model model,
            Splits splits,
            ReconstructionFrame frame,
            boolean reconstructs,
            Path folder,
            Progress progress,
            LongSupplier nanos)
            throws IOException {
        List<@Nullable MapGrid> grids = new ArrayList<>();
        grids.add(model.mapGrid());
        model.entries().forEach(entry -> grids.add(entry.grid()));
        List<ScoreCollector> open = new ArrayList<>();
        try {
            for (MapGrid grid : grids) {
                Path own = Files.createDirectories(folder.resolve("entry-" + open.size()));
                open.add(new ScoreCollector(splits.test(), frame, own, reconstructs, grid));
            }
            long start = nanos.getAsLong();
            if (!model.scoreAll(splits.test(), List.<ScoreSink>copyOf(open), progress)) {
                return null;
            }
            double seconds = (nanos.getAsLong() - start) / 1e9;
            List<TrainingSample> trained = TrainingSample.ofTrained(model, splits, progress);
            List<TrainingSample> heldOut = trained == null ? null : TrainingSample.ofHeldOut(model, splits, progress);
            List<TrainingSample> ranked =
                    trained == null ? null : TrainingSample.ranked(trained, model, splits, progress);
            List<SyntheticSample> synthetic = ranked == null ? null : SyntheticSample.of(model, splits, progress);
            if (trained == null || heldOut == null || ranked == null || synthetic == null) {
                return null;
            }
            List<Scored> scored = new ArrayList<>();
            InputFrames frames = splits.frames();
            for (ScoreCollector one : open) {
                int entry = scored.size();
                scored.add(new Scored(
                        frames != null && splits.tiled() ? TileScores.ofTest(one.scores(), frames) : one.scores(),
                        one.pictures(),
                        seconds,
                        trained.get(entry),
                        heldOut.get(entry),
                        Suspects.of(ranked.get(entry), heldOut.get(entry)),
                        synthetic.get(entry)));
            }
            return scored;
        } finally {
            closeAll(open);
        }
    }

    private static void closeAll(List<ScoreCollector> open) throws IOException {
        if (!open.isEmpty()) {
            try (ScoreCollector last = open.removeLast()) {
                closeAll(open);
            }
        }
    }
}
