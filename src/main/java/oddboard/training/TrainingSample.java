package oddboard.training;

import java.util.Optional;
import oddboard.detector.Model;
import oddboard.detector.Progress;
import oddboard.detector.QuietProgress;
import oddboard.evaluation.EvaluatedRuns.TrainingScores;
import org.jspecify.annotations.Nullable;

/** Scores of some training images, spread evenly over all, which show how high normal images score. */
record TrainingSample(ChosenImages images, double[] scores) {
    private static final int MAX_TRAINED = 1000;
    private static final int MAX_HELD_OUT = 10_000;

    /** Of images that the model was trained on. @return null where the progress asked to stop */
    static @Nullable TrainingSample ofTrained(Model model, ChosenImages trained, Progress progress) {
        return of(model, trained.atMost(MAX_TRAINED), progress);
    }

    /** Of images that the model was not trained on. @return null where the progress asked to stop */
    static @Nullable TrainingSample ofHeldOut(Model model, ChosenImages heldOut, Progress progress) {
        return of(model, heldOut.atMost(MAX_HELD_OUT), progress);
    }

    private static @Nullable TrainingSample of(Model model, ChosenImages images, Progress progress) {
        // As test images' scores are: with no more digits than float32.
        double[] scores = new double[images.count()];
        return model.score(images, (index, score, reconstruction) -> scores[index] = (float) score, new Quiet(progress))
                ? new TrainingSample(images, scores)
                : null;
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
