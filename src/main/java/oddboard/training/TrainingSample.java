package oddboard.training;

import java.util.Arrays;
import java.util.Optional;
import oddboard.dataset.InputFrames;
import oddboard.detector.Model;
import oddboard.detector.Progress;
import oddboard.detector.QuietProgress;
import oddboard.evaluation.EvaluatedRuns.TrainingScores;
import org.jspecify.annotations.Nullable;

/** Scores of some training images, spread evenly over all, which show how high normal images score. */
record TrainingSample(int[] images, double[] scores) {
    private static final int MAX_TRAINED = 1000;
    private static final int MAX_HELD_OUT = 10_000;
    private static final int MIN = 20;

    /** Of images that the model was trained on. @return null where the progress asked to stop */
    static @Nullable TrainingSample ofTrained(Model model, Splits splits, Progress progress) {
        return of(model, splits, splits.trained(), MAX_TRAINED, progress);
    }

    /** Of images that the model was not trained on. @return null where the progress asked to stop */
    static @Nullable TrainingSample ofHeldOut(Model model, Splits splits, Progress progress) {
        return of(model, splits, splits.heldOut(), MAX_HELD_OUT, progress);
    }

    private static @Nullable TrainingSample of(
            Model model, Splits splits, int[] of, int most, Progress progress) {
        InputFrames frames = splits.frames();
        return frames == null || !splits.tiled()
                ? squares(model, new ChosenImages(splits.whole(), ChosenImages.atMost(of, most)), progress)
                : tiles(model, splits, frames, ChosenImages.atMost(of, tiled(of.length, most, frames)), progress);
    }

    /** So many images that their squares are about {@code most}. */
    private static int tiled(int images, int most, InputFrames frames) {
        long count = (long) most * frames.images().trainCount() / frames.trainSquares();
        return (int) Math.clamp(count, Math.min(MIN, images), images);
    }

    private static @Nullable TrainingSample squares(Model model, ChosenImages chosen, Progress progress) {
        // As test images' scores are: with no more digits than float32.
        double[] scores = new double[chosen.count()];
        return model.score(chosen, (index, score, shown) -> scores[index] = (float) score, new Quiet(progress))
                ? new TrainingSample(chosen.images(), scores)
                : null;
    }

    private static @Nullable TrainingSample tiles(
            Model model, Splits splits, InputFrames frames, int[] images, Progress progress) {
        double[] scores = new double[images.length];
        for (int i = 0; i < images.length; i++) {
            ChosenImages squares =
                    new ChosenImages(splits.whole(), ChosenImages.squares(new int[] {images[i]}, frames));
            double[] tiles = new double[squares.count()];
            if (!model.score(squares, (index, score, shown) -> tiles[index] = (float) score, new Quiet(progress))) {
                return null;
            }
            scores[i] = TileScores.of(tiles, frames.input());
        }
        return new TrainingSample(images, scores);
    }

    Integer[] places() {
        return Arrays.stream(images).boxed().toArray(Integer[]::new);
    }

    /** Empty where the scores don't differ. */
    Optional<TrainingScores> summary() {
        double mean = 0;
        for (double score : scores) {
            mean += score / scores.length;
        }
        double squares = 0;
        for (double score : scores) {
            squares += (score - mean) * (score - mean);
        }
        double deviation = Math.sqrt(squares / Math.max(1, scores.length - 1));
        return deviation > 0 && Double.isFinite(mean) && Double.isFinite(deviation)
                ? Optional.of(new TrainingScores(mean, deviation))
                : Optional.empty();
    }

    /** The run's progress stays where the test split left it. */
    private record Quiet(Progress whole) implements QuietProgress {
        @Override
        public boolean stopRequested() {
            return whole.stopRequested();
        }
    }
}
