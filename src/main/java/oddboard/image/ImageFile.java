package oddboard.image;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import oddboard.common.InputException;
import oddboard.image.ImageDecoder.Decoded;
import oddboard.image.ImageDecoder.Dimension;
import oddboard.image.ImageDecoder.Header;
import oddboard.image.ImageDecoder.Measured;
import oddboard.image.ImageDecoder.Ranges;
import org.jspecify.annotations.Nullable;

/** One image file while it is read. */
final class ImageFile {
    /** Larger images are read strip by strip and made smaller; what is left is still four times the target. */
    private static final long STRIPS_OVER = 16_000_000;

    private static final int STRIP = 8_000_000;
    private static final int KEEP_EDGE = 4 * 256;
    /** Million pixels that may be decoded at the same time on all threads: at most some 8 bytes each. */
    private static final Semaphore ROOM = new Semaphore((int) (RasterImage.MAX / 1_000_000) + 1, true);

    private final ImageReader reader;
    private final ImageFormat format;
    private final byte[] bytes;
    private final String file;
    private final String entry;
    private final @Nullable TiffTags tags;
    private boolean cut;

    ImageFile(ImageReader reader, ImageFormat format, byte[] bytes, String file, String entry) {
        this.reader = reader;
        this.format = format;
        this.bytes = bytes;
        this.file = file;
        this.entry = entry;
        this.tags = format == ImageFormat.TIFF ? TiffTags.of(bytes) : null;
    }

    Dimension dimension() throws IOException {
        return new Dimension(reader.getWidth(0), reader.getHeight(0)).turned(orientation());
    }

    int orientation() {
        return Orientation.of(format, bytes);
    }

    Header header() throws IOException {
        return new Header(dimension(), format.name().toLowerCase(Locale.ROOT), ColorModels.name(reader));
    }

    /** Hands over all pixels as the reader gives them, not turned. */
    <T> T whole(Function<BufferedImage, T> work) throws IOException {
        var size = checked();
        noteCuts();
        int room = room(size);
        ROOM.acquireUninterruptibly(room);
        try {
            var image = reader.read(0);
            if (cut) {
                throw fault("IMAGE_TRUNCATED", "is cut off");
            }
            return work.apply(image);
        } finally {
            ROOM.release(room);
        }
    }

    Decoded decode(Ranges ranges) throws IOException {
        var size = checked();
        int step = step(size);
        var reduction = new BlockReduction(size.width(), size.height(), step);
        var state = new Object() {
            @Nullable RasterImage pixels;

            boolean transparent;
        };
        forEachStrip(size, step, strip -> {
            var levels = strip.levels(ranges);
            state.transparent |= levels.transparent();
            if (step == 1) {
                state.pixels = levels.pixels();
            } else {
                reduction.add(levels.pixels());
            }
        });
        var pixels = state.pixels != null ? state.pixels : reduction.result();
        int orientation = orientation();
        return new Decoded(ExifOrientation.turn(pixels, orientation), state.transparent, size.turned(orientation));
    }

    /** Empty where the samples are bytes. */
    Optional<Measured> measure() throws IOException {
        var size = checked();
        if (tags != null && tags.type() == null) {
            return Optional.empty();
        }
        var state = new Object() {
            @Nullable Measured measured;
        };
        forEachStrip(size, step(size), strip -> {
            if (strip.deep != null) {
                if (state.measured == null) {
                    state.measured = new Measured(strip.deep.type(), new ValueStatistics());
                }
                strip.deep.measure(strip.raster(), state.measured.values());
            }
        });
        if (state.measured != null && state.measured.values().notFinite() > 0) {
            throw fault("IMAGE_NOT_FINITE", "holds values that are not finite (NaN or infinite); replace them");
        }
        return Optional.ofNullable(state.measured);
    }

    /** Some lines of the image: an image of bytes, or values as they are stored. */
    private record Strip(
            @Nullable BufferedImage image,
            Raster raster,
            @Nullable DeepSamples deep,
            boolean multiplied) {
        Samples.Levels levels(Ranges ranges) {
            if (deep != null) {
                return deep.levels(raster, ranges.of(deep.type()));
            }
            var levels = Samples.of(Objects.requireNonNull(image), multiplied);
            var range = ranges.of(ValueType.UINT8);
            return range.equals(ValueRange.BYTE)
                    ? levels
                    : new Samples.Levels(levels.pixels().scaled(range), levels.transparent());
        }
    }

    private interface StripWork {
        void on(Strip strip);
    }

    /** From top to bottom; the heights are multiples of the step, but for the last. */
    private void forEachStrip(Dimension size, int step, StripWork work) throws IOException {
        noteCuts();
        int rows = step == 1 ? size.height() : Math.max(1, STRIP / size.width() / step) * step;
        int room = room(size);
        ROOM.acquireUninterruptibly(room);
        try {
            for (int y = 0; y < size.height(); y += rows) {
                var parameters = reader.getDefaultReadParam();
                if (rows < size.height()) {
                    parameters.setSourceRegion(new Rectangle(0, y, size.width(), Math.min(rows, size.height() - y)));
                }
                work.on(strip(parameters));
                if (cut) {
                    throw fault("IMAGE_TRUNCATED", "is cut off");
                }
            }
        } finally {
            ROOM.release(room);
        }
    }

    private Strip strip(ImageReadParam parameters) throws IOException {
        var type = tags == null ? null : tags.type();
        if (tags != null && type != null) {
            var deep = new DeepSamples(type, tags.channels(), tags.hasAlpha(), tags.extra() == 1, tags.isInverted());
            return new Strip(null, reader.readRaster(0, parameters), deep, false);
        }
        var image = reader.read(0, parameters);
        var model = image.getColorModel();
        int channels = Samples.channels(image);
        boolean shorts = model instanceof ComponentColorModel
                && model.getTransferType() == DataBuffer.TYPE_USHORT
                && channels > 0;
        var deep = shorts
                ? new DeepSamples(ValueType.UINT16, channels, model.hasAlpha(), model.isAlphaPremultiplied(), false)
                : null;
        boolean multiplied = tags != null && tags.hasAlpha() && tags.extra() == 1;
        return new Strip(image, image.getRaster(), deep, multiplied);
    }

    private void noteCuts() {
        reader.addIIOReadWarningListener((source, warning) -> {
            var text = warning == null ? "" : warning.toLowerCase(Locale.ROOT);
            cut |= text.contains("truncated") || text.contains("premature") || text.contains("unexpected end");
        });
    }

    private static int room(Dimension size) {
        return (int) ((long) size.width() * size.height() / 1_000_000) + 1;
    }

    private Dimension checked() throws IOException {
        if (format == ImageFormat.JPEG && !Jpeg.isWhole(bytes)) {
            throw fault("IMAGE_TRUNCATED", "is cut off");
        }
        long width = reader.getWidth(0);
        long height = reader.getHeight(0);
        if (width <= 0 || height <= 0) {
            throw fault("IMAGE_DAMAGED", "has no width or no height");
        }
        if (width * height > RasterImage.MAX) {
            throw fault(
                    "IMAGE_TOO_LARGE",
                    "has " + width + "x" + height + " pixels; " + RasterImage.MAX / 1_000_000
                            + " million are the limit");
        }
        var unsupported = tags == null ? null : tags.unsupported();
        if (unsupported != null) {
            throw fault(
                    "IMAGE_UNSUPPORTED",
                    "is a TIFF of " + unsupported + ", which is not read; save it as gray or RGB of 8 or 16 bits");
        }
        return new Dimension((int) width, (int) height);
    }

    private static int step(Dimension size) {
        return (long) size.width() * size.height() > STRIPS_OVER
                ? Math.max(1, Math.min(size.width(), size.height()) / KEEP_EDGE)
                : 1;
    }

    private InputException fault(String code, String what) {
        return ImageDecoder.fault(code, file, entry, what);
    }
}
