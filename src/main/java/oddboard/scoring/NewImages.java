package oddboard.scoring;

import java.nio.ByteBuffer;
import java.util.List;
import oddboard.common.InputException;
import oddboard.detector.ImageShape;
import oddboard.detector.ImageSource;
import oddboard.image.InputFrame;
import oddboard.ingest.Preprocessor;
import org.jspecify.annotations.Nullable;

/** The images of a scoring job, in order. Those that can't be taken are black, so that each of the others keeps its place. */
interface NewImages extends ImageSource, AutoCloseable {
    String file(int index);

    /** Of the file; null where it lies in a data set version. Between {@link #read} and {@link #done}. */
    @Nullable String sha256(int index);

    /** Why the image can't be taken; null where it can. Between {@link #read} and {@link #done}. */
    @Nullable InputException fault(int index);

    /**
     * Where the model sees tiles: those of the image, which shows it whole then. Between {@link #read} and {@link #done}; of an
     * image without a {@link #fault}.
     */
    Tiles tiles(int index);

    /** Whether the pixels are stored already. */
    boolean stored();

    /** Forgets the image. */
    void done(int index);

    @Override
    void close();

    /**
     * The tiles of one image.
     *
     * @param squares what a detector sees of each
     * @param frames where each lies in the image
     * @param shown the square that shows the whole image
     */
    record Tiles(ImageSource squares, List<InputFrame> frames, InputFrame shown) {
        static Tiles of(Preprocessor.Tiled image) {
            return new Tiles(new Cut(image), image.tiles(), image.square());
        }
    }

    /** Made when they are asked for: all of a large image at once are larger than the image. */
    record Cut(Preprocessor.Tiled image) implements ImageSource {
        @Override
        public int count() {
            return image.tiles().size();
        }

        @Override
        public ImageShape shape() {
            return new ImageShape(image.tiles().getFirst().size(), image.whole().channels());
        }

        @Override
        public void read(int index, ByteBuffer to) {
            to.put(image.tiles().get(index).of(image.whole()).data());
        }
    }
}
