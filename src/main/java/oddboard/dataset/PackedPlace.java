package oddboard.dataset;

import java.io.IOException;
import oddboard.storage.BlobStore;

/**
 * Where the images of one split lie, one after the other, uint8 HWC.
 *
 * @param sha256 of the blob
 * @param start its byte at which the first image starts
 */
public record PackedPlace(String sha256, long start, int count) {
    PackedImages open(BlobStore blobs, int size, int channels) throws IOException {
        return PackedFile.open(blobs.cached(sha256), start, count, size, channels);
    }
}
