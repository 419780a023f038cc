package oddboard.training;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import oddboard.dataset.ImageLabel;
import oddboard.dataset.Labels;
import oddboard.detector.ImageShape;
import oddboard.detector.ImageSource;
import oddboard.detector.Model;
import oddboard.detector.QuietProgress;
import oddboard.detector.TrainingException;

/**
 * Has a model reconstruct a few test images while it trains, so that users see what it has learned. Never so often that
 * it takes over {@value #SHARE} of the time.
 */
final class Previews {
    private static final double SHARE = 0.01;
    private static final double FIRST_SECONDS = 3;
    private static final double MAX_SECONDS_LENGTH = 15;
    private static final int MAX = 8;
    private static final int BYTES = 1 << 18;

    private final Few images;
    private final RunReporter reporter;
    private final LongSupplier nanos;
    private final CheckpointSchedule pace;

    Previews(ImageSource test, Labels labels, RunReporter reporter, LongSupplier nanos) {
        this.reporter = reporter;
        this.nanos = nanos;
        images = new Few(test, choice(labels, Math.clamp(BYTES / test.shape().elements(), 2, MAX)));
        pace = new CheckpointSchedule(nanos.getAsLong(), FIRST_SECONDS, MAX_SECONDS_LENGTH, SHARE);
    }

    /**
     * Places of as many normal as anomalous images, as far as such are known, each kind spread over the split; of unlabeled
     * ones where none is known.
     */
    static int[] choice(Labels labels, int most) {
        int[] normal = places(labels, ImageLabel.NORMAL);
        int[] odd = places(labels, ImageLabel.ANOMALOUS);
        if (normal.length + odd.length == 0) {
            normal = IntStream.range(0, labels.anomalous().length)
                    .filter(labels::isUnlabeled)
                    .toArray();
        }
        int ofOdd = Math.min(odd.length, Math.max(most / 2, most - normal.length));
        int ofNormal = Math.min(normal.length, most - ofOdd);
        int[] chosen = new int[ofNormal + ofOdd];
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = i < ofNormal
                    ? normal[(int) ((long) i * normal.length / ofNormal)]
                    : odd[(int) ((long) (i - ofNormal) * odd.length / ofOdd)];
        }
        return chosen;
    }

    private static int[] places(Labels labels, ImageLabel wanted) {
        return Arrays.stream(labels.images())
                .filter(i -> labels.label(i) == wanted)
                .toArray();
    }

    /** An epoch has ended: reconstructs the images where it is time to. */
    void offer(Model model) {
        long begin = nanos.getAsLong();
        if (images.count() == 0 || !pace.due(begin)) {
            return;
        }
        ByteBuffer pixels = ByteBuffer.allocate(images.count() * images.shape().elements());
        try {
            model.score(
                    images,
                    (index, score, shown) -> pixels.put(
                            Objects.requireNonNull(shown.reconstruction()),
                            0,
                            images.shape().elements()),
                    new QuietProgress() {});
            reporter.preview(new TrainingRepository.Reconstructed(model.epoch(), images.places, pixels.array()));
        } catch (TrainingException e) {
            // Weights that give no finite numbers are the training's to report.
        } finally {
            pace.saved(begin, nanos.getAsLong());
        }
    }

    /** Some images of a source. */
    private record Few(ImageSource all, int[] places) implements ImageSource {
        @Override
        public int count() {
            return places.length;
        }

        @Override
        public ImageShape shape() {
            return all.shape();
        }

        @Override
        public void read(int index, ByteBuffer to) {
            all.read(places[index], to);
        }
    }
}
