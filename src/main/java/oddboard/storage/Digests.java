package oddboard.storage;

import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import oddboard.common.Sha256;
import org.jspecify.annotations.Nullable;

/** Unfinished hashes of partial blobs, for the next piece; one that is forgotten costs a second reading at the end. */
final class Digests {
    private static final int KEEP = 256;

    private record Unfinished(long size, MessageDigest digest) {}

    private final Map<Long, Unfinished> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Unfinished> eldest) {
            return size() > KEEP;
        }
    };

    synchronized void keep(long id, long size, MessageDigest digest) {
        kept.put(id, new Unfinished(size, digest));
    }

    /** The hash of the first {@code size} bytes, which is the caller's from now on; null where none is kept. */
    synchronized @Nullable MessageDigest take(long id, long size) {
        var found = kept.remove(id);
        if (size == 0) {
            return Sha256.start();
        }
        return found != null && found.size() == size ? found.digest() : null;
    }
}
