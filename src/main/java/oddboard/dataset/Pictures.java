package oddboard.dataset;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.jspecify.annotations.Nullable;

/** Decodes PNG, JPEG, BMP, GIF, TIFF and WebP files, and tells every other file and every damage by name. */
final class Pictures {
    /** Such large pictures are read with lines and columns left out; what is left is still four times the target. */
    private static final long THIN_OUT_OVER = 16_000_000;
    private static final int KEEP_EDGE = 4 * 256;

    static {
        // In a packed application the plug-ins are seen by this class's loader alone.
        var thread = Thread.currentThread();
        var loader = thread.getContextClassLoader();
        thread.setContextClassLoader(Pictures.class.getClassLoader());
        ImageIO.scanForPlugins();
        thread.setContextClassLoader(loader);
    }

    private Pictures() {}

    /**
     * A decoded picture, upright.
     *
     * @param transparent whether black shows through it
     */
    record Picture(Pixels pixels, boolean transparent) {}

    /** Edges as they will be after the picture is turned upright. */
    record Dimension(int width, int height) {}

    /** @throws InputException where the bytes are no such picture */
    static Picture decode(byte[] bytes, String file, String entry) {
        return read(bytes, file, entry, (reader, format) -> {
            if (format.equals("jpeg") && !Jpeg.isWhole(bytes)) {
                throw fault("IMAGE_TRUNCATED", file, entry, "is cut off");
            }
            var picture = decode(reader, file, entry);
            return format.equals("jpeg")
                    ? new Picture(Upright.turn(picture.pixels(), Jpeg.orientation(bytes)), picture.transparent())
                    : picture;
        });
    }

    /** The size from the header alone. */
    static Dimension dimension(byte[] bytes, String file, String entry) {
        return read(bytes, file, entry, (reader, format) -> {
            boolean turned = format.equals("jpeg") && Jpeg.orientation(bytes) >= 5;
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            return turned ? new Dimension(height, width) : new Dimension(width, height);
        });
    }

    private interface Work<T> {
        T on(ImageReader reader, String format) throws IOException;
    }

    private static <T> T read(byte[] bytes, String file, String entry, Work<T> work) {
        if (bytes.length == 0) {
            throw fault("IMAGE_EMPTY", file, entry, "is empty");
        }
        var format = format(bytes);
        var reader = format == null ? null : reader(format);
        if (reader == null) {
            throw fault("NOT_AN_IMAGE", file, entry, "is not an image (PNG, JPEG, BMP, GIF, TIFF or WebP)");
        }
        try (var in = new ByteArrayImageInputStream(bytes)) {
            reader.setInput(in, false, true);
            return work.on(reader, format);
        } catch (InputException e) {
            throw e;
        } catch (EOFException e) {
            throw fault("IMAGE_TRUNCATED", file, entry, "is cut off");
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            // Readers meet damaged files with all kinds of exceptions; a false header may ask for all memory at once.
            boolean cut = e.getCause() instanceof EOFException;
            throw fault(cut ? "IMAGE_TRUNCATED" : "IMAGE_DAMAGED", file, entry,
                    cut ? "is cut off" : "is damaged and cannot be read");
        } finally {
            reader.dispose();
        }
    }

    private static Picture decode(ImageReader reader, String file, String entry) throws IOException {
        long width = reader.getWidth(0);
        long height = reader.getHeight(0);
        if (width <= 0 || height <= 0) {
            throw fault("IMAGE_DAMAGED", file, entry, "has no width or no height");
        }
        if (width * height > Pixels.MOST) {
            throw fault("IMAGE_TOO_LARGE", file, entry, "has " + width + "x" + height + " pixels; "
                    + Pixels.MOST / 1_000_000 + " million are the limit");
        }
        var cut = new boolean[1];
        reader.addIIOReadWarningListener((source, warning) -> {
            var text = warning == null ? "" : warning.toLowerCase(Locale.ROOT);
            cut[0] |= text.contains("truncated") || text.contains("premature") || text.contains("unexpected end");
        });
        var parameters = reader.getDefaultReadParam();
        int step = (int) Math.max(1, Math.min(width, height) / KEEP_EDGE);
        if (width * height > THIN_OUT_OVER && step > 1) {
            parameters.setSourceSubsampling(step, step, 0, 0);
        }
        BufferedImage image = reader.read(0, parameters);
        if (cut[0]) {
            throw fault("IMAGE_TRUNCATED", file, entry, "is cut off");
        }
        return Samples.of(image);
    }

    private static @Nullable ImageReader reader(String format) {
        ImageReader found = null;
        for (var readers = ImageIO.getImageReadersByFormatName(format); readers.hasNext(); ) {
            var reader = readers.next();
            // The JDK's own readers know no CMYK JPEG and fewer kinds of TIFF.
            if (found == null || reader.getClass().getName().startsWith("com.twelvemonkeys.")) {
                found = reader;
            }
        }
        return found;
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
        boolean webp = starts(bytes, 'R', 'I', 'F', 'F') && bytes.length > 12
                && bytes[8] == 'W' && bytes[9] == 'E' && bytes[10] == 'B' && bytes[11] == 'P';
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
