package oddboard.ingest;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import oddboard.image.PngFile;
import oddboard.image.RasterImage;
import oddboard.image.Resizer;
import org.jspecify.annotations.Nullable;

/**
 * An image at its own size, on its way into a version.
 *
 * @param mask PNG, 0 = normal; null where there is none
 */
record OwnImage(int width, int height, Part image, byte @Nullable [] mask) {
    /** Larger files wait on disk: many images are on their way at a time. */
    private static final int IN_MEMORY = 1 << 20;

    /** A file, in memory or in the import's folder. */
    record Part(byte @Nullable [] bytes, @Nullable Path file) {
        static Part of(byte[] bytes, Path folder) throws IOException {
            if (bytes.length <= IN_MEMORY) {
                return new Part(bytes, null);
            }
            return new Part(null, Files.write(Files.createTempFile(folder, "own", ""), bytes));
        }

        /** @return how many bytes */
        long moveTo(OutputStream out) throws IOException {
            if (bytes != null) {
                out.write(bytes);
                return bytes.length;
            }
            long count = file == null ? 0 : Files.copy(file, out);
            if (file != null) {
                Files.delete(file);
            }
            return count;
        }
    }

    /**
     * @param file decodes to just these pixels; null where there is no such file
     * @param mask one channel of 0 and 1, of the image's size in its file
     */
    static OwnImage of(RasterImage pixels, byte @Nullable [] file, @Nullable RasterImage mask, Path folder)
            throws IOException {
        boolean keep = file != null && PngFile.isCompact(file);
        var bytes = keep && file != null ? file : PngFile.of(pixels);
        return new OwnImage(
                pixels.width(),
                pixels.height(),
                Part.of(bytes, folder),
                mask == null ? null : PngFile.of(Resizer.mask(mask, pixels.width(), pixels.height())));
    }
}
