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

    /** Of the image that the model's square was made of, in pixels. Between {@link #read} and {@link #done}, without {@link #fault}. */
    int width(int index);

    int height(int index);

    /**
     * Where the model sees tiles: those of the image. Between {@link #read} and {@link #done}; of an
     * image without a {@link #fault}.
     */
    Tiles tiles(int index);

    /**
     * What pages show of an image: as {@link #read}, and where the model sees tiles a square of the same size with all of the image.
     * Between {@link #read} and {@link #done}.
     */
    byte[] picture(int index);

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
     * @param shown the square on which the map of the image is laid
     */
    record Tiles(ImageSource squares, List<InputFrame> frames, InputFrame shown) {
        static Tiles of(Preprocessor.Tiled image, InputFrame shown) {
            return new Tiles(new Cut(image), image.tiles(), shown);
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
