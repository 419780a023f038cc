package oddboard.detector.part;

import java.nio.ByteBuffer;
import oddboard.detector.ImageShape;
import oddboard.detector.ImageSource;

/** A source without images. */
record NoImages(ImageShape shape) implements ImageSource {
    @Override
    public int count() {
        return 0;
    }

    @Override
    public void read(int index, ByteBuffer to) {
        throw new IndexOutOfBoundsException(index);
    }
}
