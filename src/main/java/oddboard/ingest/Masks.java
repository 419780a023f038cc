package oddboard.ingest;

import oddboard.common.InputException;
import oddboard.image.ImageDecoder;
import oddboard.image.RasterImage;

/** Reads masks: images of two values, 0 where the image is normal. */
final class Masks {
    private Masks() {}

    /**
     * One channel of 0 and 1.
     *
     * @param of the image's size in its file
     * @throws InputException where the file is no mask, or not of this size
     */
    static RasterImage read(byte[] bytes, String file, String entry, ImageDecoder.Dimension of) {
        var decoded = ImageDecoder.decodeMask(bytes, file, entry);
        if (!decoded.size().equals(of)) {
            throw fault(
                    "MASK_SIZE",
                    file,
                    entry,
                    "has " + say(decoded.size()) + " pixels and its image " + say(of)
                            + "; a mask has the size of its image");
        }
        if (!decoded.pixels().isGray()) {
            throw fault("MASK_VALUES", file, entry, "is colored; a mask has two values, 0 and one other");
        }
        var data = decoded.pixels().withChannels(1).data().clone();
        int other = 0;
        for (int i = 0; i < data.length; i++) {
            int value = data[i] & 0xff;
            if (value != 0) {
                if (other != 0 && other != value) {
                    throw fault(
                            "MASK_VALUES",
                            file,
                            entry,
                            "has the values " + other + " and " + value + "; a mask has two values, 0 and one other");
                }
                other = value;
                data[i] = 1;
            }
        }
        return new RasterImage(decoded.pixels().width(), decoded.pixels().height(), 1, data);
    }

    private static String say(ImageDecoder.Dimension size) {
        return size.width() + "x" + size.height();
    }

    private static InputException fault(String code, String file, String entry, String what) {
        return new InputException(code, file, entry, entry + " in " + file + " " + what + ".");
    }
}
