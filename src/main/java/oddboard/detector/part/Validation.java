package oddboard.detector.part;

import oddboard.detector.ImageSource;
import oddboard.detector.Progress;
import oddboard.detector.QuietProgress;
import org.jspecify.annotations.Nullable;

/** Looks after each epoch how well images are reconstructed that training does not see. */
final class Validation {
    /** Its loss among those of an epoch. */
    static final String NAME = "validation";

    private final NetworkModel model;
    private final ImageSource images;
    private final Progress progress;
    private boolean stopped;

    Validation(NetworkModel model, ImageSource images, Progress progress) {
        this.model = model;
        this.images = images;
        this.progress = progress;
    }

    /** Mean squared error over all elements, pixels being -1 to 1; null without images, or where it was stopped. */
    @Nullable Double loss() {
        if (images.count() == 0) {
            return null;
        }
        double[] sum = new double[1];
        stopped = !model.reconstruct(
                images,
                0,
                (batch, out) -> {
                    double[] errors =
                            TorchOps.evaluate(out, batch.images()).get(0).toDoubleArray();
                    for (int i = 0; i < batch.count(); i++) {
                        sum[0] += errors[i] * errors[i];
                    }
                },
                new Stopping(progress));
        return stopped ? null : sum[0] / images.count() / images.shape().elements();
    }

    boolean wasStopped() {
        return stopped;
    }

    /** Passes nothing on but the wish to stop. */
    record Stopping(Progress whole) implements QuietProgress {
        @Override
        public boolean stopRequested() {
            return whole.stopRequested();
        }
    }
}
