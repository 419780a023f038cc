package oddboard.training;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import oddboard.detector.ImageShape;
import oddboard.detector.ImageSource;
import oddboard.detector.Model;
import oddboard.detector.Progress;
import oddboard.detector.QuietProgress;
import oddboard.detector.ScoreSink;
import oddboard.evaluation.EvaluatedRuns.TrainingScores;
import org.jspecify.annotations.Nullable;

/** Some training images, spread evenly over all, whose scores show how high normal images score. */
record TrainingSample(ImageSource all, int count) implements ImageSource {
    private static final int MAX = 1000;

    /** @return the model's own, then those of its entries; null where the progress asked to stop */
    static @Nullable List<double[]> scores(Model model, ImageSource train, Progress progress) {
        TrainingSample sample = new TrainingSample(train, Math.min(MAX, train.count()));
        List<double[]> all = new ArrayList<>();
        List<ScoreSink> sinks = new ArrayList<>();
        for (int i = 0; i <= model.entries().size(); i++) {
            double[] scores = new double[sample.count];
            all.add(scores);
            sinks.add((index, score, shown) -> scores[index] = score);
        }
        return model.scoreAll(sample, sinks, new Quiet(progress)) ? all : null;
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
