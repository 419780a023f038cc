package oddboard.storage;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Brings blobs to this machine in the background, for pages that do with the store until they are here. None is brought
 * after the end: a file that arrives late would lie in a folder that somebody may be removing.
 */
@Component
public final class BlobFetches implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BlobFetches.class);
    private static final int SECONDS_AT_END = 5;

    private final BlobStore blobs;
    private final Set<Object> running = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("fetch-blobs").factory());

    BlobFetches(BlobStore blobs) {
        this.blobs = blobs;
    }

    /** What is done with the blobs once they are here. */
    @FunctionalInterface
    public interface Task {
        void run(BlobStore blobs) throws IOException;
    }

    /** Runs the task unless one of the same key runs already; trouble with it is only logged. */
    public void start(Object key, Task task) {
        if (!threads.isShutdown() && running.add(key)) {
            threads.execute(() -> run(key, task));
        }
    }

    private void run(Object key, Task task) {
        try {
            task.run(blobs);
        } catch (IOException | RuntimeException e) {
            if (!threads.isShutdown()) {
                LOG.warn("Images can't be kept on this machine: {}", e.getMessage());
            }
        } finally {
            running.remove(key);
        }
    }

    @Override
    public void close() throws InterruptedException {
        threads.shutdownNow();
        threads.awaitTermination(SECONDS_AT_END, TimeUnit.SECONDS);
    }
}
