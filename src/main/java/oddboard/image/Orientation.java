package oddboard.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** How the camera was held, as EXIF says it, in every format that carries it: 1 to 8, 1 where nothing is said. */
final class Orientation {
    private static final int EXIF = 0x45786966;
    private static final int PNG_EXIF = 0x65584966;
    private static final int WEBP_EXIF = 0x45584946;
    private static final int PNG_END = 0x49454e44;

    private Orientation() {}

    static int of(ImageFormat format, byte[] file) {
        return switch (format) {
            case JPEG -> jpeg(file);
            case PNG -> png(file);
            case WEBP -> webp(file);
            case TIFF -> TiffTags.of(file).orientation();
            case BMP, GIF -> 1;
        };
    }

    /** The first APP1 may hold XMP, and the second the EXIF. */
    private static int jpeg(byte[] file) {
        for (int at = Jpeg.next(file, 2, Jpeg.APP1); at >= 0; at = Jpeg.next(file, Jpeg.after(file, at), Jpeg.APP1)) {
            int length = Jpeg.after(file, at) - at;
            if (length >= 18
                    && at + length <= file.length
                    && ByteBuffer.wrap(file).getInt(at + 4) == EXIF) {
                return TiffTags.of(file, at + 10, length - 10).orientation();
            }
        }
        return 1;
    }

    private static int png(byte[] file) {
        var chunks = ByteBuffer.wrap(file);
        for (long at = 8; at + 12 <= file.length; ) {
            int length = chunks.getInt((int) at);
            int kind = chunks.getInt((int) at + 4);
            if (length < 0 || at + 12 + length > file.length || kind == PNG_END) {
                return 1;
            }
            if (kind == PNG_EXIF) {
                return exif(file, (int) at + 8, length);
            }
            at += 12L + length;
        }
        return 1;
    }

    private static int webp(byte[] file) {
        var chunks = ByteBuffer.wrap(file);
        for (long at = 12; at + 8 <= file.length; ) {
            int kind = chunks.order(ByteOrder.BIG_ENDIAN).getInt((int) at);
            int length = chunks.order(ByteOrder.LITTLE_ENDIAN).getInt((int) at + 4);
            if (length < 0 || at + 8 + length > file.length) {
                return 1;
            }
            if (kind == WEBP_EXIF) {
                return exif(file, (int) at + 8, length);
            }
            at += 8L + length + (length & 1);
        }
        return 1;
    }

    /** Some programs write the six bytes of JPEG before it. */
    private static int exif(byte[] file, int start, int length) {
        boolean marked = length > 6 && ByteBuffer.wrap(file).getInt(start) == EXIF;
        return TiffTags.of(file, marked ? start + 6 : start, marked ? length - 6 : length)
                .orientation();
    }
}
