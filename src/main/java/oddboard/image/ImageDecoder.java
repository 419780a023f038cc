package oddboard.image;

import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.ImageReaderSpi;
import oddboard.common.InputException;
import org.jspecify.annotations.Nullable;

/** Decodes PNG, JPEG, BMP, GIF, TIFF and WebP files, and names every other file and every damage. */
public final class ImageDecoder {
    /** Such large images are read with lines and columns left out; what is left is still four times the target. */
    private static final long THIN_OUT_OVER = 16_000_000;

    private static final int KEEP_EDGE = 4 * 256;
    /** Million pixels that may be decoded at the same time on all threads: at most some 8 bytes each. */
    private static final Semaphore ROOM = new Semaphore((int) (RasterImage.MAX / 1_000_000) + 1, true);

    private static final Map<String, ImageReaderSpi> READERS = new ConcurrentHashMap<>();

    static {
        // In a packed application the plug-ins are seen by this class's loader alone.
        var thread = Thread.currentThread();
        var loader = thread.getContextClassLoader();
        thread.setContextClassLoader(ImageDecoder.class.getClassLoader());
        ImageIO.scanForPlugins();
        thread.setContextClassLoader(loader);
    }

    private ImageDecoder() {}

    /**
     * A decoded image, upright.
     *
     * @param transparent whether black shows through it
     * @param size in the file; a very large image has fewer pixels here
     */
    public record Decoded(RasterImage pixels, boolean transparent, Dimension size) {}

    /** Edges as they will be after the image is turned upright. */
    public record Dimension(int width, int height) {
        Dimension turned(int orientation) {
            return orientation >= 5 ? new Dimension(/* width= */ height, /* height= */ width) : this;
        }
    }

    /** @throws InputException where the bytes are no such image */
    public static Decoded decode(byte[] bytes, String file, String entry) {
        return read(bytes, file, entry, (reader, format) -> {
            checkWhole(bytes, format, file, entry);
            var size = new Dimension(reader.getWidth(0), reader.getHeight(0));
            int step = step(size.width, size.height);
            var decoded = pixels(reader, step, file, entry, image -> Samples.of(image, size));
            int orientation = orientation(bytes, format);
            return new Decoded(
                    ExifOrientation.turn(decoded.pixels(), orientation),
                    decoded.transparent(),
                    decoded.size().turned(orientation));
        });
    }

    /** The size from the header alone. */
    public static Dimension dimension(byte[] bytes, String file, String entry) {
        return read(bytes, file, entry, (reader, format) -> {
            var size = new Dimension(reader.getWidth(0), reader.getHeight(0));
            return size.turned(orientation(bytes, format));
        });
    }

    /**
     * What a file is before its pixels are read.
     *
     * @param colorModel such as "gray, 8 bit" or "RGB, 8 bit, alpha"; "" where the reader doesn't say
     */
    public record Header(Dimension size, String format, String colorModel) {}

    public static Header header(byte[] bytes, String file, String entry) {
        return read(bytes, file, entry, (reader, format) -> {
            var size = new Dimension(reader.getWidth(0), reader.getHeight(0));
            return new Header(size.turned(orientation(bytes, format)), format, ColorModels.name(reader));
        });
    }

    static void checkWhole(byte[] bytes, String format, String file, String entry) {
        if (format.equals("jpeg") && !Jpeg.isWhole(bytes)) {
            throw fault("IMAGE_TRUNCATED", file, entry, "is cut off");
        }
    }

    /** 1 where nothing says how the image is turned. */
    static int orientation(byte[] bytes, String format) {
        return format.equals("jpeg") ? Jpeg.orientation(bytes) : 1;
    }

    private static int step(long width, long height) {
        return width * height <= THIN_OUT_OVER ? 1 : (int) Math.max(1, Math.min(width, height) / KEEP_EDGE);
    }

    interface Work<T> {
        T on(ImageReader reader, String format) throws IOException;
    }

    static <T> T read(byte[] bytes, String file, String entry, Work<T> work) {
        if (bytes.length == 0) {
            throw fault("IMAGE_EMPTY", file, entry, "is empty");
        }
        var format = format(bytes);
        if (format == null) {
            throw fault("NOT_AN_IMAGE", file, entry, "is not an image (PNG, JPEG, BMP, GIF, TIFF or WebP)");
        }
        ImageReader reader;
        try {
            reader = reader(format);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (var in = new PictureBytes(bytes)) {
            reader.setInput(in, false, true);
            return work.on(reader, format);
        } catch (InputException e) {
            throw e;
        } catch (EOFException e) {
            throw fault("IMAGE_TRUNCATED", file, entry, "is cut off");
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            // Readers meet damaged files with all kinds of exceptions; a false header may ask for all memory at once.
            boolean cut = e.getCause() instanceof EOFException;
            throw fault(
                    cut ? "IMAGE_TRUNCATED" : "IMAGE_DAMAGED",
                    file,
                    entry,
                    cut ? "is cut off" : "is damaged and cannot be read");
        } finally {
            reader.dispose();
        }
    }

    /**
     * Hands over the pixels as the reader gives them, not turned.
     *
     * @param step 1 for all of them; 2 leaves every second line and column out
     */
    static <T> T pixels(ImageReader reader, int step, String file, String entry, Function<BufferedImage, T> work)
            throws IOException {
        long width = reader.getWidth(0);
        long height = reader.getHeight(0);
        if (width <= 0 || height <= 0) {
            throw fault("IMAGE_DAMAGED", file, entry, "has no width or no height");
        }
        if (width * height > RasterImage.MAX) {
            throw fault(
                    "IMAGE_TOO_LARGE",
                    file,
                    entry,
                    "has " + width + "x" + height + " pixels; " + RasterImage.MAX / 1_000_000
                            + " million are the limit");
        }
        var cut = new boolean[1];
        reader.addIIOReadWarningListener((source, warning) -> {
            var text = warning == null ? "" : warning.toLowerCase(Locale.ROOT);
            cut[0] |= text.contains("truncated") || text.contains("premature") || text.contains("unexpected end");
        });
        var parameters = reader.getDefaultReadParam();
        if (step > 1) {
            parameters.setSourceSubsampling(step, step, 0, 0);
        }
        int room = (int) (width * height / 1_000_000) + 1;
        ROOM.acquireUninterruptibly(room);
        try {
            BufferedImage image = reader.read(0, parameters);
            if (cut[0]) {
                throw fault("IMAGE_TRUNCATED", file, entry, "is cut off");
            }
            return work.apply(image);
        } finally {
            ROOM.release(room);
        }
    }

    private static ImageReader reader(String format) throws IOException {
        return READERS.computeIfAbsent(format, ImageDecoder::provider).createReaderInstance();
    }

    private static ImageReaderSpi provider(String format) {
        ImageReaderSpi found = null;
        for (var readers = ImageIO.getImageReadersByFormatName(format); readers.hasNext(); ) {
            var provider = readers.next().getOriginatingProvider();
            // The JDK's own readers know no CMYK JPEG and fewer kinds of TIFF.
            if (found == null || provider.getClass().getName().startsWith("com.twelvemonkeys.")) {
                found = provider;
            }
        }
        return Objects.requireNonNull(found, format);
    }

    /** By the first bytes, never by the name; other formats that ImageIO may know are left out on purpose. */
    private static @Nullable String format(byte[] bytes) {
        if (starts(bytes, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')) {
            return "png";
        }
        if (starts(bytes, 0xff, 0xd8, 0xff)) {
            return "jpeg";
        }
        if (starts(bytes, 'B', 'M')) {
            return "bmp";
        }
        if (starts(bytes, 'G', 'I', 'F', '8')) {
            return "gif";
        }
        if (starts(bytes, 'I', 'I', 42, 0) || starts(bytes, 'M', 'M', 0, 42)) {
            return "tiff";
        }
        boolean webp = starts(bytes, 'R', 'I', 'F', 'F')
                && bytes.length > 12
                && bytes[8] == 'W'
                && bytes[9] == 'E'
                && bytes[10] == 'B'
                && bytes[11] == 'P';
        return webp ? "webp" : null;
    }

    private static boolean starts(byte[] bytes, int... magic) {
        for (int i = 0; i < magic.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    private static InputException fault(String code, String file, String entry, String what) {
        var where = entry.isEmpty() ? file : entry + " in " + file;
        return new InputException(code, file, entry, where + " " + what + ".");
    }
}
