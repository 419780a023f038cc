package oddboard.training;

import java.io.IOException;
import java.nio.ByteBuffer;
import oddboard.dataset.Datasets;
import oddboard.dataset.PackedImages;
import oddboard.dataset.VersionId;
import oddboard.detector.ImageShape;
import oddboard.detector.ImageSource;

/** Both splits of a version as detectors take them. */
record Splits(Split train, Split test) implements AutoCloseable {

    static Splits open(Datasets datasets, VersionId version) {
        try {
            Split train = new Split(datasets.openTrain(version));
            try {
                return new Splits(train, new Split(datasets.openTest(version)));
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
        train.close();
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
