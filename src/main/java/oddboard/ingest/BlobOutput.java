package oddboard.ingest;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import oddboard.storage.PartialBlob;

/** Stores what is written while more is written; nothing of it is left where it is not finished. */
final class BlobOutput extends OutputStream {
    private static final int ROOM = 4 << 20;
    private final PartialBlob blob;
    private final PipedOutputStream pipe = new PipedOutputStream();
    private final CompletableFuture<Void> storing;
    private boolean finished;

    BlobOutput(PartialBlob blob) throws IOException {
        this.blob = blob;
        var in = new PipedInputStream(pipe, ROOM);
        storing = CompletableFuture.runAsync(
                () -> {
                    try (in) {
                        blob.append(0, in);
                    } catch (IOException e) {
                        throw new CompletionException(e);
                    }
                },
                task -> Thread.ofVirtual().name("blob-output").start(task));
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            pipe.write(bytes, offset, length);
        } catch (IOException closedBecauseStoringFailed) {
            await();
            throw closedBecauseStoringFailed;
        }
    }

    /** @return the SHA-256 of all that was written */
    String finish() throws IOException {
        pipe.close();
        await();
        var sha256 = blob.finish().sha256();
        finished = true;
        return sha256;
    }

    private void await() throws IOException {
        try {
            storing.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case IOException io -> throw io;
                case RuntimeException other -> throw other;
                case null, default -> throw e;
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (finished) {
            return;
        }
        pipe.close();
        storing.exceptionally(failed -> null).join();
        blob.discard();
        finished = true;
    }
}
