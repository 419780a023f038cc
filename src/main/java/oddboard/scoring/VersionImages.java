package oddboard.scoring;

import java.nio.ByteBuffer;
import java.util.List;
import oddboard.common.InputException;
import oddboard.dataset.PackedImages;
import oddboard.detector.ImageShape;
import org.jspecify.annotations.Nullable;

/** One split of a data set version. */
record VersionImages(PackedImages images, List<String> names) implements NewImages {
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
        images.close();
    }
}
