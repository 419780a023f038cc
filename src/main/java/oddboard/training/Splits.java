package oddboard.training;

import java.io.IOException;
import java.nio.ByteBuffer;
import oddboard.dataset.Datasets;
import oddboard.dataset.PackedImages;
import oddboard.dataset.VersionId;
import oddboard.detector.ImageShape;
import oddboard.detector.ImageSource;
import oddboard.run.RunRow;

/**
 * Both splits of a version as detectors take them.
 *
 * @param train what the run trains on
 * @param heldOut training images that it keeps out of training
 */
record Splits(Split whole, ChosenImages train, ChosenImages heldOut, Split test) implements AutoCloseable {

    static Splits open(Datasets datasets, RunRow run) {
        VersionId version = run.version();
        try {
            Split train = new Split(datasets.openTrain(version));
            try {
                return new Splits(
                        train,
                        ChosenImages.trained(train, run),
                        ChosenImages.heldOut(train, run),
                        new Split(datasets.openTest(version)));
            } catch (IOException | RuntimeException e) {
                train.close();
                throw e;
            }
        } catch (IOException e) {
            throw Retries.failure(
                    "IMAGES_UNREADABLE", "The images of this data set version could not be read on the worker.", e);
        }
    }

    ImageShape shape() {
        return train.shape();
    }

    @Override
    public void close() {
        whole.close();
        test.close();
    }

    /** One split. */
    record Split(PackedImages images) implements ImageSource, AutoCloseable {
        @Override
        public int count() {
            return images.count();
        }

        @Override
        public ImageShape shape() {
            return new ImageShape(images.size(), images.channels());
        }

        @Override
        public void read(int index, ByteBuffer to) {
            images.read(index, to);
        }

        @Override
        public void close() {
            images.close();
        }
    }
}
