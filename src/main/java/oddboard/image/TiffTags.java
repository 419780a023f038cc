package oddboard.image;

import com.twelvemonkeys.imageio.metadata.CompoundDirectory;
import com.twelvemonkeys.imageio.metadata.Directory;
import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
import java.io.IOException;
import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;

/**
 * What the first directory of a TIFF file says about its samples, and how the camera was held. EXIF is such a directory,
 * too.
 *
 * @param format 1 = whole numbers, 2 = signed ones, 3 = floating point
 * @param photometric 0 = white is 0, 1 = black is 0, 2 = RGB
 * @param extra what the first sample beyond the color is: 1 = alpha that the color was multiplied by, 2 = alpha,
 *     0 = unknown, -1 = there is none
 * @param orientation 1 to 8 by its own tag; 0 where nothing is said
 * @param xmpOrientation the same by the XMP of the file
 */
record TiffTags(int bits, int samples, int format, int photometric, int extra, int orientation, int xmpOrientation) {
    private static final TiffTags NONE = new TiffTags(8, 1, 1, 1, -1, 0, 0);

    /** Of a TIFF structure at this place; nothing special where it can't be read. */
    static TiffTags of(byte[] bytes, int start, int length) {
        var part = new byte[length];
        System.arraycopy(bytes, start, part, 0, length);
        return of(part);
    }

    static TiffTags of(byte[] tiff) {
        try (var in = new PictureBytes(tiff)) {
            var directory = new TIFFReader().read(in);
            var first = directory instanceof CompoundDirectory all ? all.getDirectory(0) : directory;
            int orientation = number(first, 274, 0);
            return new TiffTags(
                    number(first, 258, 1),
                    number(first, 277, 1),
                    number(first, 339, 1),
                    number(first, 262, 1),
                    number(first, 338, -1),
                    orientation >= 1 && orientation <= 8 ? orientation : 0,
                    xmp(first.getEntryById(700)));
        } catch (IOException | RuntimeException damaged) {
            return NONE;
        }
    }

    private static int number(Directory directory, int tag, int otherwise) {
        var entry = directory.getEntryById(tag);
        return entry == null ? otherwise : number(entry.getValue(), otherwise);
    }

    private static int number(@Nullable Object value, int otherwise) {
        return switch (value) {
            case Number number -> number.intValue();
            case null -> otherwise;
            case Object array
            when array.getClass().isArray() && Array.getLength(array) > 0 -> number(Array.get(array, 0), otherwise);
            default -> otherwise;
        };
    }

    private static int xmp(@Nullable Entry entry) {
        var value = entry == null ? null : entry.getValue();
        if (value == null || !value.getClass().isArray()) {
            return 0;
        }
        // Bytes, which the reader widens where they are unsigned.
        var text = new byte[Array.getLength(value)];
        for (int i = 0; i < text.length; i++) {
            text[i] = (byte) number(Array.get(value, i), 0);
        }
        return Xmp.orientation(text, 0, text.length);
    }

    boolean isInverted() {
        return photometric == 0;
    }

    boolean hasAlpha() {
        return extra > 0 && samples > channels();
    }

    int channels() {
        return photometric == 2 ? 3 : 1;
    }

    /** What the samples are where they are gray or RGB and not bytes; else null. */
    @Nullable ValueType type() {
        if (photometric > 2 || bits <= 8 && format != 2) {
            return null;
        }
        return switch (format) {
            case 2 ->
                switch (bits) {
                    case 8 -> ValueType.INT8;
                    case 16 -> ValueType.INT16;
                    case 32 -> ValueType.INT32;
                    default -> null;
                };
            case 3 -> ValueType.FLOAT;
            default -> bits == 16 ? ValueType.UINT16 : bits == 32 ? ValueType.UINT32 : null;
        };
    }

    /** What it is that is not read; null where nothing is known to be wrong. */
    @Nullable String unsupported() {
        boolean plain = photometric <= 2;
        if (plain && bits > 8 && type() == null) {
            return bits + "-bit samples";
        }
        boolean unknown = samples > channels() + 1 || samples == 2 && extra < 1;
        return plain && type() != null && unknown ? samples + " samples a pixel" : null;
    }
}
