package oddboard.export;

import java.nio.ByteBuffer;
import oddboard.dataset.PackedImages;
import oddboard.detector.ImageShape;
import oddboard.detector.ImageSource;

/** Images of one split, spread evenly over it, on which exported files are compared with the program. */
record SampleImages(PackedImages images) implements ImageSource {
    @Override
    public int count() {
        return Math.min(Bundles.COMPARED_IMAGES, images.count());
    }

    @Override
    public ImageShape shape() {
        return new ImageShape(images.size(), images.channels());
    }

    @Override
    public void read(int index, ByteBuffer to) {
        images.read((int) ((long) index * images.count() / count()), to);
    }
}
