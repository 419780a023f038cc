package oddboard.scoring;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import oddboard.common.InputException;
import oddboard.dataset.InputFrames;
import oddboard.dataset.Originals;
import oddboard.dataset.PackedImages;
import oddboard.detector.ImageShape;
import oddboard.detector.ImageSource;
import oddboard.image.Crop;
import oddboard.image.InputFrame;
import org.jspecify.annotations.Nullable;

/**
 * One split of a data set version.
 *
 * @param originals of which the squares were made
 * @param first its first image, training images first
 * @param cut null where the model sees no tiles
 */
record VersionImages(
        PackedImages images,
        List<String> names,
        Originals originals,
        int first,
        @Nullable Cutting cut) implements NewImages {
    /**
     * How images are cut.
     *
     * @param squares the tiles of all images of the split
     */
    record Cutting(PackedImages squares, InputFrames frames, boolean train) {
        private Tiles of(int index) {
            int whole = train ? index : frames.images().trainCount() + index;
            List<InputFrame> tiles = frames.of(whole);
            int start = train ? frames.trainStart(index) : frames.testStart(index);
            Originals images = frames.images();
            return new Tiles(
                    new Part(squares, start, tiles.size()),
                    tiles,
                    InputFrame.of(
                            Crop.FIT,
                            images.width(whole),
                            images.height(whole),
                            images.square(whole).size()));
        }
    }

    private record Part(PackedImages squares, int start, int count) implements ImageSource {
        @Override
        public ImageShape shape() {
            return new ImageShape(squares.size(), squares.channels());
        }

        @Override
        public void read(int index, ByteBuffer to) {
            squares.read(start + index, to);
        }
    }

    @Override
    public Tiles tiles(int index) {
        return Objects.requireNonNull(cut).of(index);
    }

    @Override
    public int width(int index) {
        return originals.width(first + index);
    }

    @Override
    public int height(int index) {
        return originals.height(first + index);
    }

    /** Whoever shows it takes it from the version. */
    @Override
    public byte[] picture(int index) {
        throw new UnsupportedOperationException();
    }

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
    public String file(int index) {
        return names.get(index);
    }

    @Override
    public @Nullable String sha256(int index) {
        return null;
    }

    @Override
    public @Nullable InputException fault(int index) {
        return null;
    }

    @Override
    public boolean stored() {
        return true;
    }

    @Override
    public void done(int index) {
        // Nothing is kept of it.
    }

    @Override
    public void close() {
        try (PackedImages squares = cut == null ? null : cut.squares) {
            images.close();
        }
    }
}
