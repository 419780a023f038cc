package oddboard.training;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import oddboard.dataset.InputFrames;
import oddboard.detector.ImageShape;
import oddboard.detector.ImageSource;
import oddboard.detector.Model;
import oddboard.detector.Progress;
import oddboard.detector.QuietProgress;
import oddboard.evaluation.EvaluatedRuns.TrainingScores;
import org.jspecify.annotations.Nullable;

/** Some training images, spread evenly over all, whose scores show how high normal images score. */
record TrainingSample(ImageSource all, int count) implements ImageSource {
    private static final int MAX = 1000;
    private static final int MIN = 20;

    /** @return scores of images, whatever squares they are made of; null where the progress asked to stop */
    static double @Nullable [] scores(Model model, Splits splits, Progress progress) {
        return splits.tiled()
                ? tileScores(model, splits, Objects.requireNonNull(splits.frames()), progress)
                : scores(model, splits.train(), progress);
    }

    private static double @Nullable [] tileScores(Model model, Splits splits, InputFrames frames, Progress progress) {
        int all = frames.images().trainCount();
        int count = (int) Math.clamp((long) MAX * all / frames.trainSquares(), Math.min(MIN, all), all);
        double[] scores = new double[count];
        for (int i = 0; i < count; i++) {
            int image = (int) ((long) i * all / count);
            int start = frames.trainStart(image);
            int end = image + 1 < all ? frames.trainStart(image + 1) : frames.trainSquares();
            double[] tiles = new double[end - start];
            Part part = new Part(splits.train(), start, tiles.length);
            if (!model.score(part, (index, score, shown) -> tiles[index] = score, new Quiet(progress))) {
                return null;
            }
            scores[i] = TileScores.of(tiles, frames.input());
        }
        return scores;
    }

    /** Some squares, one after the other. */
    private record Part(ImageSource all, int start, int count) implements ImageSource {
        @Override
        public ImageShape shape() {
            return all.shape();
        }

        @Override
        public void read(int index, ByteBuffer to) {
            all.read(start + index, to);
        }
    }

    /** @return null where the progress asked to stop */
    private static double @Nullable [] scores(Model model, ImageSource train, Progress progress) {
        TrainingSample sample = new TrainingSample(train, Math.min(MAX, train.count()));
        double[] scores = new double[sample.count];
        if (!model.score(sample, (index, score, reconstruction) -> scores[index] = score, new Quiet(progress))) {
            return null;
        }
        return scores;
    }

    /** Empty where the scores don't differ. */
    static Optional<TrainingScores> summary(double[] scores) {
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

    @Override
    public ImageShape shape() {
        return all.shape();
    }

    @Override
    public void read(int index, ByteBuffer to) {
        all.read((int) ((long) index * all.count() / count), to);
    }

    /** The run's progress stays where the test split left it. */
    private record Quiet(Progress whole) implements QuietProgress {
        @Override
        public boolean stopRequested() {
            return whole.stopRequested();
        }
    }
}
