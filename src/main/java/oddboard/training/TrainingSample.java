package oddboard.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import oddboard.dataset.InputFrames;
import oddboard.detector.ImageSource;
import oddboard.detector.Model;
import oddboard.detector.Progress;
import oddboard.detector.QuietProgress;
import oddboard.detector.ScoreSink;
import oddboard.evaluation.EvaluatedRuns.TrainingScores;
import org.jspecify.annotations.Nullable;

/** Scores of some training images, spread evenly over all, which show how high normal images score. */
record TrainingSample(int[] images, double[] scores) {
    private static final int MAX_TRAINED = 1000;
    /** Of these the highest are looked for. */
    private static final int MAX_RANKED = 10_000;

    private static final int MAX_HELD_OUT = 10_000;
    private static final int MIN = 20;

    /**
     * Of images that the model was trained on.
     *
     * @return by the model's own scores, then by those of its entries; null where the progress asked to stop
     */
    static @Nullable List<TrainingSample> ofTrained(Model model, Splits splits, Progress progress) {
        return of(model, splits, splits.trained(), MAX_TRAINED, progress);
    }

    /** As {@link #ofTrained}, of images that the model was not trained on. */
    static @Nullable List<TrainingSample> ofHeldOut(Model model, Splits splits, Progress progress) {
        return of(model, splits, splits.heldOut(), MAX_HELD_OUT, progress);
    }

    /**
     * As {@link #ofTrained}, of more images where there are more.
     *
     * @param sample what {@link #ofTrained} gave
     */
    static @Nullable List<TrainingSample> ranked(
            List<TrainingSample> sample, Model model, Splits splits, Progress progress) {
        return sample.getFirst().images.length == splits.trained().length
                ? sample
                : of(model, splits, splits.trained(), MAX_RANKED, progress);
    }

    private static @Nullable List<TrainingSample> of(
            Model model, Splits splits, int[] of, int most, Progress progress) {
        return of(model, splits, splits.whole(), chosen(splits, of, most), progress);
    }

    /** So many of these images, spread evenly over all; fewer where they are cut in tiles. */
    static int[] chosen(Splits splits, int[] of, int most) {
        InputFrames frames = splits.frames();
        return ChosenImages.atMost(of, frames == null || !splits.tiled() ? most : tiled(of.length, most, frames));
    }

    /**
     * As {@link #ofTrained}, of these images.
     *
     * @param squares of the training split, or what takes their place
     */
    static @Nullable List<TrainingSample> of(
            Model model, Splits splits, ImageSource squares, int[] images, Progress progress) {
        InputFrames frames = splits.frames();
        return frames == null || !splits.tiled()
                ? squares(model, new ChosenImages(squares, images), progress)
                : tiles(model, squares, frames, images, progress);
    }

    /** So many images that their squares are about {@code most}. */
    private static int tiled(int images, int most, InputFrames frames) {
        long count = (long) most * frames.images().trainCount() / frames.trainSquares();
        return (int) Math.clamp(count, Math.min(MIN, images), images);
    }

    private static @Nullable List<TrainingSample> squares(Model model, ChosenImages chosen, Progress progress) {
        List<double[]> sheets = sheets(model, chosen.count());
        return model.scoreAll(chosen, sinks(sheets), new Quiet(progress)) ? samples(chosen.images(), sheets) : null;
    }

    private static @Nullable List<TrainingSample> tiles(
            Model model, ImageSource all, InputFrames frames, int[] images, Progress progress) {
        List<double[]> sheets = sheets(model, images.length);
        for (int i = 0; i < images.length; i++) {
            ChosenImages squares = new ChosenImages(all, ChosenImages.squares(new int[] {images[i]}, frames));
            List<double[]> tiles = sheets(model, squares.count());
            if (!model.scoreAll(squares, sinks(tiles), new Quiet(progress))) {
                return null;
            }
            for (int entry = 0; entry < tiles.size(); entry++) {
                sheets.get(entry)[i] = TileScores.of(tiles.get(entry), frames.input());
            }
        }
        return samples(images, sheets);
    }

    /** One array for the model's own scores, and one for those of each entry. */
    private static List<double[]> sheets(Model model, int count) {
        List<double[]> sheets = new ArrayList<>();
        for (int i = 0; i <= model.entries().size(); i++) {
            sheets.add(new double[count]);
        }
        return sheets;
    }

    /** As test images' scores are: with no more digits than float32. */
    private static List<ScoreSink> sinks(List<double[]> sheets) {
        return sheets.stream()
                .<ScoreSink>map(sheet -> (index, score, shown) -> sheet[index] = (float) score)
                .toList();
    }

    private static List<TrainingSample> samples(int[] images, List<double[]> sheets) {
        return sheets.stream().map(scores -> new TrainingSample(images, scores)).toList();
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
