package oddboard.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import oddboard.storage.BlobStore;

/** Images of a packed file out of the store, neighbours in one read. */
final class StoredPixels implements Sheet.Pictures {
    private final BlobStore blobs;
    private final DatasetRepository.Packed packed;
    private final int[] indexes;
    private final int length;
    private byte[] run = {};
    private int runStart;
    private int runEnd;

    StoredPixels(BlobStore blobs, DatasetRepository.Packed packed, int[] indexes) {
        this.blobs = blobs;
        this.packed = packed;
        this.indexes = indexes;
        this.length = packed.size() * packed.size() * packed.channels();
    }

    @Override
    public void read(int i, ByteBuffer to) throws IOException {
        if (i < runStart || i >= runEnd) {
            runStart = i;
            runEnd = i + 1;
            while (runEnd < indexes.length && indexes[runEnd] == indexes[runEnd - 1] + 1) {
                runEnd++;
            }
            run = blobs.read(packed.sha256(), (long) indexes[i] * length, (runEnd - runStart) * length);
        }
        to.put(run, (i - runStart) * length, length);
    }
}
