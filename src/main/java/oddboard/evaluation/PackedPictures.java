package oddboard.evaluation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.util.LinkedHashMap;
import java.util.Map;
import oddboard.storage.BlobFetches;
import oddboard.storage.BlobStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Packed pictures of runs, reconstructions or anomaly maps: from the store at first, from this machine's cache as soon as they are there. */
@Component
class PackedPictures implements AutoCloseable {
    private static final int MAX_OPEN = 8;

    private final BlobStore blobs;
    private final Map<String, FileChannel> open = new LinkedHashMap<>(16, 0.75f, true);
    private final BlobFetches fetches;

    PackedPictures(BlobStore blobs, BlobFetches fetches) {
        this.blobs = blobs;
        this.fetches = fetches;
    }

    /** @param length bytes of each picture of the file */
    byte[] read(String sha256, int index, int length) throws IOException {
        long start = (long) index * length;
        FileChannel file = file(sha256);
        if (file != null) {
            try {
                return read(file, start, length);
            } catch (ClosedChannelException e) {
                // Others took its place meanwhile.
            }
        }
        return blobs.read(sha256, start, length);
    }

    private static byte[] read(FileChannel file, long start, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, start + bytes.position()) < 0) {
                throw new IOException("the file of pictures is too short");
            }
        }
        return bytes.array();
    }

    private @Nullable FileChannel file(String sha256) {
        synchronized (open) {
            FileChannel found = open.get(sha256);
            if (found != null) {
                return found;
            }
        }
        fetches.start(sha256, store -> keep(sha256, FileChannel.open(store.cached(sha256))));
        return null;
    }

    private void keep(String sha256, FileChannel file) throws IOException {
        FileChannel replaced;
        synchronized (open) {
            replaced = open.put(sha256, file);
            if (open.size() > MAX_OPEN) {
                var first = open.entrySet().iterator();
                replaced = first.next().getValue();
                first.remove();
            }
        }
        if (replaced != null) {
            replaced.close();
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (open) {
            for (FileChannel file : open.values()) {
                file.close();
            }
            open.clear();
        }
    }
}
