package oddboard.ingest;

import java.util.List;
import oddboard.common.InputException;
import oddboard.image.ImageDecoder;
import oddboard.image.MaskFile;
import oddboard.image.RasterImage;
import org.jspecify.annotations.Nullable;

/** Reads masks: images that are 0 where the image that they belong to is normal. */
final class Masks {
    private Masks() {}

    /**
     * One channel of 0 and 1.
     *
     * @param of the image's size in its file
     * @throws InputException where the file is no mask, or not of this size
     */
    static RasterImage read(byte[] bytes, String file, String entry, ImageDecoder.Dimension of, MaskValues values) {
        return marked(MaskFile.decode(bytes, file, entry), file, entry, of, values);
    }

    /** As {@link #read}, of a file that was read before. */
    static RasterImage marked(MaskFile mask, String file, String entry, ImageDecoder.Dimension of, MaskValues values) {
        if (!mask.size().equals(of)) {
            throw fault(
                    "MASK_SIZE",
                    file,
                    entry,
                    "has " + format(mask.size()) + " pixels and its image " + format(of)
                            + "; a mask has the size of its image");
        }
        if (values == MaskValues.TWO && !mask.twoValues()) {
            throw fault(
                    "MASK_VALUES",
                    file,
                    entry,
                    (mask.colored() ? "has several colors" : "has the values " + mask.example() + " beside 0")
                            + "; a mask has two values, 0 and one other, unless the import says which ones are anomalous:"
                            + " every value but 0, or half of white and more (for masks from JPEG)");
        }
        return mask.from(values.least);
    }

    /** What any of them marks; null where there are none. They have the same size. */
    static @Nullable RasterImage union(List<RasterImage> masks) {
        if (masks.size() < 2) {
            return masks.isEmpty() ? null : masks.getFirst();
        }
        var first = masks.getFirst();
        var data = first.data().clone();
        for (var mask : masks) {
            for (int i = 0; i < data.length; i++) {
                data[i] |= mask.data()[i];
            }
        }
        return new RasterImage(first.width(), first.height(), 1, data);
    }

    private static String format(ImageDecoder.Dimension size) {
        return size.width() + "x" + size.height();
    }

    private static InputException fault(String code, String file, String entry, String what) {
        return new InputException(code, file, entry, entry + " in " + file + " " + what + ".");
    }
}
