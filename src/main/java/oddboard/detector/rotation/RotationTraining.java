package oddboard.detector.rotation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import oddboard.detector.ImageSource;
import oddboard.detector.Progress;
import oddboard.detector.TrainingException;
import oddboard.detector.part.ImageBatch;

/** Trains the network step by step, from wherever the model's state stands, and remembers the training images. */
final class RotationTraining {
    private static final int WARM_UP = 50;
    private static final int REPORTED = 100;
    private final RotationModel model;
    private final RotationState state;
    private final ImageSource train;
    private final Progress progress;
    private final int steps;
    private final int batch;
    private final double learningRate;
    private final int remembered;

    RotationTraining(RotationModel model, ImageSource train, Progress progress) {
        this.model = model;
        this.train = train;
        this.progress = progress;
        state = model.state();
        steps = model.settings().integer("steps");
        batch = model.settings().integer("batchSize");
        learningRate = model.settings().number("learningRate");
        if (state.images != 0 && state.images != train.count()) {
            throw new IllegalArgumentException(
                    "The fit began with " + state.images + " images, not " + train.count() + ".");
        }
        remembered = model.isNearest() ? Math.min(RotationModel.MAX_IMAGES, train.count()) : 0;
    }

    /** @return false where it was stopped */
    boolean run() {
        try {
            if (state.fitted) {
                return true;
            }
            if (!measure() || !learn() || !remember()) {
                return false;
            }
            state.fitted = true;
            return true;
        } finally {
            JniUtils.setGradMode(false);
        }
    }

    private boolean measure() {
        if (state.images == 0) {
            if (!model.preparation().measure(train, model.manager(), progress)) {
                return false;
            }
            state.images = train.count();
        }
        return true;
    }

    private boolean learn() {
        StepDraws draws = new StepDraws(model.seed(), train.count(), batch);
        ImageBatch reader = new ImageBatch(train, batch);
        while (state.step < steps) {
            if (progress.stopRequested()) {
                return false;
            }
            try (NDManager scope = model.manager().newSubManager()) {
                NDArray images = reader.read(draws.images(state.step), batch, scope);
                NDArray small = model.preparation().small(images, scope);
                NDArray turned = model.preparation().turned(draws.changed(small, state.step, scope), scope);
                JniUtils.setGradMode(true);
                NDList losses = model.network().learn(turned, rate(state.step));
                state.loss += finite(losses.get(0).toFloatArray()[0]);
                state.right += losses.get(1).toFloatArray()[0];
            }
            state.step++;
            state.unreported++;
            if (state.unreported == REPORTED || state.step == steps) {
                report();
            }
            progress.images(1, state.step * batch, steps * batch + remembered);
            offer();
        }
        return true;
    }

    /** Rises over the first steps, then falls to 0 along a cosine. */
    private double rate(int step) {
        int warmUp = Math.min(WARM_UP, steps / 4);
        double risen = Math.min(1, (step + 1.0) / (warmUp + 1));
        return learningRate * risen * (1 + Math.cos(Math.PI * step / steps)) / 2;
    }

    private double finite(float loss) {
        if (!Float.isFinite(loss)) {
            throw new TrainingException(
                    "LOSS_NOT_FINITE",
                    "The loss became " + (Float.isNaN(loss) ? "NaN" : "infinite") + " in step " + (state.step + 1)
                            + ", with learning rate " + learningRate + "; try a smaller one.");
        }
        return loss;
    }

    private void report() {
        progress.log(String.format(
                Locale.ROOT,
                "step %,d of %,d  loss %.5f  %.1f %% of the rotations told right",
                state.step,
                steps,
                state.loss / state.unreported,
                100 * state.right / state.unreported));
        state.unreported = 0;
        state.loss = 0;
        state.right = 0;
    }

    private boolean remember() {
        JniUtils.setGradMode(false);
        ImageBatch reader = new ImageBatch(train, model.scoringBatch());
        int[] some = new int[reader.most()];
        for (int done = 0; done < remembered; ) {
            if (progress.stopRequested()) {
                return false;
            }
            int count = Math.min(some.length, remembered - done);
            for (int i = 0; i < count; i++) {
                some[i] = (int) ((long) (done + i) * train.count() / remembered);
            }
            try (NDManager scope = model.manager().newSubManager()) {
                NDArray features = model.features(reader, some, count, scope);
                NDArray embedded = RotationOps.one("embedded", scope, features);
                RotationOps.all("put", scope, model.bank(), embedded, done, count);
            }
            done += count;
            progress.images(1, steps * batch + done, steps * batch + remembered);
        }
        return true;
    }

    private void offer() {
        try {
            progress.checkpoint(model, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
