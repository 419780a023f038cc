package oddboard.scoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import oddboard.common.InputException;
import oddboard.common.Sha256;
import oddboard.detector.ImageShape;
import oddboard.ingest.Preprocessing;
import oddboard.ingest.Preprocessor;
import org.jspecify.annotations.Nullable;

/**
 * Uploaded files, decoded a few ahead of whoever reads them, in order; only these few are in memory. Where the model sees tiles
 * they read as the import's squares.
 */
final class UploadedImages implements NewImages {
    /** So many more are decoded than were asked for, and fewer where they are large. */
    private static final int AHEAD = 32;

    private static final int AHEAD_BYTES = 32 << 20;

    /** Of images that are cut in tiles, which are at their own size until then. */
    private static final int WHOLE_AHEAD = 2;

    private static final int MAX_THREADS = 4;

    private final ImageFiles files;
    private final Preprocessor preprocessor;
    private final Map<Integer, Future<Decoded>> window = new ConcurrentHashMap<>();
    private final ExecutorService threads;
    private final int ahead;
    private int begun;

    /** @param first the first that will be read */
    UploadedImages(ImageFiles files, Preprocessor preprocessor, int first) {
        this.files = files;
        this.preprocessor = preprocessor;
        begun = first;
        ahead = preprocessor.isTiled() ? WHOLE_AHEAD : Math.clamp(AHEAD_BYTES / shape().elements(), 2, AHEAD);
        threads = Executors.newFixedThreadPool(
                Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MAX_THREADS),
                Thread.ofPlatform().daemon().name("image-decoder").factory());
    }

    /**
     * @param tiled null where the model sees no tiles, or there is a fault
     * @param sha256 null where the file could not be read at all
     */
    private record Decoded(
            byte[] pixels,
            int width,
            int height,
            Preprocessor.@Nullable Tiled tiled,
            @Nullable String sha256,
            @Nullable InputException fault) {}

    @Override
    public int count() {
        return files.all().size();
    }

    @Override
    public ImageShape shape() {
        Preprocessing seen = preprocessor.isTiled() ? preprocessor.imported() : preprocessor.how();
        return new ImageShape(seen.size(), seen.channels());
    }

    @Override
    public void read(int index, ByteBuffer to) {
        to.put(decoded(index).pixels);
    }

    private Decoded decoded(int index) {
        synchronized (this) {
            for (; begun < Math.min(count(), index + ahead); begun++) {
                ImageFiles.File file = files.all().get(begun);
                window.put(begun, threads.submit(() -> decode(file)));
            }
        }
        Future<Decoded> future = Objects.requireNonNull(window.get(index), "an image that is done was read again");
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    switch (e.getCause()) {
                        case IOException cause -> throw new UncheckedIOException(cause);
                        case RuntimeException cause -> throw cause;
                        case Error cause -> throw cause;
                        case null, default -> throw new IllegalStateException(e);
                    }
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Decoded decode(ImageFiles.File file) throws IOException {
        String sha256 = null;
        try {
            byte[] bytes = file.content().read();
            sha256 = HexFormat.of().formatHex(Sha256.of(bytes));
            if (preprocessor.isTiled()) {
                Preprocessor.Tiled image = preprocessor.tiled(bytes, file.upload(), file.entry());
                return new Decoded(
                        image.imported(), image.whole().width(), image.whole().height(), image, sha256, null);
            }
            Preprocessor.Whole image = preprocessor.whole(bytes, file.upload(), file.entry());
            return new Decoded(image.pixels(), image.width(), image.height(), null, sha256, null);
        } catch (InputException e) {
            return new Decoded(new byte[shape().elements()], 0, 0, null, sha256, e);
        }
    }

    @Override
    public Tiles tiles(int index) {
        Preprocessor.Tiled image = Objects.requireNonNull(decoded(index).tiled);
        return Tiles.of(image, image.pictured());
    }

    @Override
    public byte[] picture(int index) {
        Decoded image = decoded(index);
        return image.tiled == null ? image.pixels : image.tiled.picture();
    }

    @Override
    public int width(int index) {
        return decoded(index).width;
    }

    @Override
    public int height(int index) {
        return decoded(index).height;
    }

    @Override
    public String file(int index) {
        return files.all().get(index).name();
    }

    @Override
    public @Nullable String sha256(int index) {
        return decoded(index).sha256;
    }

    @Override
    public @Nullable InputException fault(int index) {
        return decoded(index).fault;
    }

    @Override
    public boolean stored() {
        return false;
    }

    @Override
    public void done(int index) {
        window.remove(index);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        files.close();
    }
}
