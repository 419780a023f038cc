package oddboard.gallery;

import java.io.IOException;
import java.nio.ByteBuffer;
import oddboard.dataset.PackedVersion;
import oddboard.storage.BlobStore;

/** Packed images out of the store, neighbors in one read. */
final class StoredPixels implements Sheet.Pictures {
    private final BlobStore blobs;
    private final PackedVersion packed;
    private final int[] indexes;
    private final int length;
    private byte[] run = {};
    private int runStart;
    private int runEnd;

    StoredPixels(BlobStore blobs, PackedVersion packed, int[] indexes) {
        this.blobs = blobs;
        this.packed = packed;
        this.indexes = indexes;
        this.length = packed.imageBytes();
    }

    @Override
    public void read(int i, ByteBuffer to) throws IOException {
        if (i < runStart || i >= runEnd) {
            runStart = i;
            runEnd = i + 1;
            var place = packed.of(indexes[i]);
            while (runEnd < indexes.length
                    && indexes[runEnd] == indexes[runEnd - 1] + 1
                    && packed.of(indexes[runEnd]) == place) {
                runEnd++;
            }
            run = blobs.read(place.sha256(), packed.start(indexes[i]), (runEnd - runStart) * length);
        }
        to.put(run, (i - runStart) * length, length);
    }
}
