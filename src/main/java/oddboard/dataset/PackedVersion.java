package oddboard.dataset;

import java.io.IOException;
import oddboard.storage.BlobStore;

/** Where a ready version's images are. */
public record PackedVersion(PackedPlace train, PackedPlace test, int size, int channels) {
    public int imageBytes() {
        return size * size * channels;
    }

    public boolean testFollows() {
        return test.sha256().equals(train.sha256())
                && test.start() == train.start() + (long) train.count() * imageBytes();
    }

    /** Training images first, then test images. */
    public PackedPlace of(int index) {
        return index < train.count() ? train : test;
    }

    /** The byte of {@link #of}'s blob at which an image starts. */
    public long start(int index) {
        var place = of(index);
        return place.start() + (long) (place == train ? index : index - train.count()) * imageBytes();
    }

    public PackedImages open(BlobStore blobs) throws IOException {
        return new JoinedImages(train.open(blobs, size, channels), test.open(blobs, size, channels));
    }
}
