package oddboard.training;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import oddboard.dataset.Datasets;
import oddboard.dataset.InputFrames;
import oddboard.dataset.Inputs;
import oddboard.dataset.ModelInput;
import oddboard.dataset.PackedImages;
import oddboard.dataset.PackedVersion;
import oddboard.detector.ImageShape;
import oddboard.detector.ImageSource;
import oddboard.run.RunRow;
import org.jspecify.annotations.Nullable;

/**
 * Both splits of a version as detectors take them.
 *
 * @param whole all squares of the training split
 * @param train squares that the run trains on
 * @param validation squares whose loss it tells after each epoch
 * @param trained images that these are of, by place
 * @param heldOut images that it keeps out of training, by place
 * @param unseen as {@code heldOut}, with those of {@code validation}
 * @param frames which squares belong to which image; null where these are the version's packed squares
 */
record Splits(
        Split whole,
        ChosenImages train,
        ChosenImages validation,
        int[] trained,
        int[] heldOut,
        int[] unseen,
        Split test,
        @Nullable InputFrames frames)
        implements AutoCloseable {

    /** @param squares that the run's input makes; null = the version's own */
    static Splits open(Datasets datasets, Inputs inputs, RunRow run, @Nullable PackedVersion squares) {
        try {
            if (squares == null) {
                return open(run, datasets.openTrain(run.version()), () -> datasets.openTest(run.version()), null);
            }
            ModelInput input = Objects.requireNonNull(run.setup().input());
            InputFrames frames = inputs.cached(run.version()).frames(input);
            return open(run, inputs.open(squares, true), () -> inputs.open(squares, false), frames);
        } catch (IOException e) {
            throw Retries.failure(
                    "IMAGES_UNREADABLE", "The images of this data set version could not be read on the worker.", e);
        }
    }

    private interface Opening {
        PackedImages open() throws IOException;
    }

    private static Splits open(RunRow run, PackedImages images, Opening test, @Nullable InputFrames frames)
            throws IOException {
        Split train = new Split(images);
        try {
            InputFrames tiles = frames != null && frames.input().tiles() != null ? frames : null;
            ChosenImages.Parts parts = ChosenImages.Parts.of(
                    tiles == null ? train.count() : tiles.images().trainCount(), run);
            return new Splits(
                    train,
                    new ChosenImages(train, ChosenImages.squares(parts.trained(), tiles)),
                    new ChosenImages(train, ChosenImages.squares(parts.validation(), tiles)),
                    parts.trained(),
                    parts.heldOut(),
                    parts.unseen(),
                    new Split(test.open()),
                    frames);
        } catch (IOException | RuntimeException e) {
            train.close();
            throw e;
        }
    }

    ImageShape shape() {
        return train.shape();
    }

    /** Whether images are cut in tiles. */
    boolean tiled() {
        return frames != null && frames.input().tiles() != null;
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
