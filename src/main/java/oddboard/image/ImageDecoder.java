package oddboard.image;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import javax.imageio.IIOException;
import javax.imageio.ImageReader;
import oddboard.common.FileKinds;
import oddboard.common.InputException;

/** Decodes PNG, JPEG, BMP, GIF, TIFF and WebP files, and names every other file and every damage. */
public final class ImageDecoder {
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

    /** How the values of an image with more than 8 bits a sample are spread. */
    public record Measured(ValueType type, ValueStatistics values) {}

    /** Which stored values are black and white. */
    public interface Ranges {
        /** From 0 to the largest value of the type. */
        Ranges STORED = ValueType::whole;

        ValueRange of(ValueType type);
    }

    /**
     * With every type's whole range from black to white.
     *
     * @throws InputException where the bytes are no such image
     */
    public static Decoded decode(byte[] bytes, String file, String entry) {
        return decode(bytes, file, entry, Ranges.STORED);
    }

    /** @throws InputException where the bytes are no such image */
    public static Decoded decode(byte[] bytes, String file, String entry, Ranges ranges) {
        return read(bytes, file, entry, source -> source.decode(ranges));
    }

    /** The spread of the values; empty for an image of bytes, whose values are what they are. */
    public static Optional<Measured> measure(byte[] bytes, String file, String entry) {
        return read(bytes, file, entry, ImageFile::measure);
    }

    /** Whether {@link #measure} may find something in a file that begins like this. */
    public static boolean mayHaveDeepSamples(byte[] start) {
        var format = ImageFormat.of(start);
        return format == ImageFormat.TIFF
                || format == ImageFormat.JPEG && Jpeg.bits(start) > 8
                || format == ImageFormat.PNG && start.length > 24 && start[24] == 16;
    }

    /** The size from the header alone. */
    public static Dimension dimension(byte[] bytes, String file, String entry) {
        return read(bytes, file, entry, ImageFile::dimension);
    }

    /**
     * What a file is before its pixels are read.
     *
     * @param colorModel such as "gray, 8 bit" or "RGB, 8 bit, alpha"; "" where the reader doesn't say
     */
    public record Header(Dimension size, String format, String colorModel) {}

    public static Header header(byte[] bytes, String file, String entry) {
        return read(bytes, file, entry, ImageFile::header);
    }

    interface Work<T> {
        T on(ImageFile source) throws IOException;
    }

    static <T> T read(byte[] bytes, String file, String entry, Work<T> work) {
        if (bytes.length == 0) {
            throw fault("IMAGE_EMPTY", file, entry, "is empty");
        }
        var format = ImageFormat.of(bytes);
        if (format == null) {
            var kind = FileKinds.describe(bytes);
            throw fault(
                    "NOT_AN_IMAGE",
                    file,
                    entry,
                    (kind.isEmpty() ? "is not an image (" : "is " + kind + ", which cannot be read as an image (")
                            + "PNG, JPEG, BMP, GIF, TIFF or WebP)");
        }
        ImageReader reader;
        try {
            reader = format.reader();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (var in = new PictureBytes(bytes)) {
            reader.setInput(in, false, true);
            return work.on(new ImageFile(reader, format, bytes, file, entry));
        } catch (InputException e) {
            throw e;
        } catch (EOFException e) {
            throw fault("IMAGE_TRUNCATED", file, entry, "is cut off");
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            // Readers meet damaged files with all kinds of exceptions; a false header may ask for all memory at once.
            if (e instanceof IIOException && String.valueOf(e.getMessage()).contains("nsupported")) {
                throw fault(
                        "IMAGE_UNSUPPORTED",
                        file,
                        entry,
                        "is of a kind of " + format + " that is not read; save it as PNG");
            }
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

    static InputException fault(String code, String file, String entry, String what) {
        var where = entry.isEmpty() ? file : entry + " in " + file;
        return new InputException(code, file, entry, where + " " + what + ".");
    }
}
