package oddboard.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.InflaterInputStream;

/**
 * How the camera was held, in every format that carries it: 1 to 8, 1 where nothing is said. EXIF and the tag of TIFF go
 * before XMP.
 */
final class Orientation {
    private static final int EXIF = 0x45786966;
    private static final int PNG_EXIF = 0x65584966;
    private static final int PNG_TEXT = 0x69545874;
    private static final int PNG_END = 0x49454e44;
    private static final int WEBP_EXIF = 0x45584946;
    private static final int WEBP_XMP = 0x584d5020;
    private static final byte[] JPEG_XMP = "http://ns.adobe.com/xap/1.0/\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PNG_XMP = "XML:com.adobe.xmp\0".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_TEXT = 1 << 20;

    private final byte[] file;
    private int exif;
    private int xmp;

    private Orientation(byte[] file) {
        this.file = file;
    }

    static int of(ImageFormat format, byte[] file) {
        var found = new Orientation(file);
        switch (format) {
            case JPEG -> found.jpeg();
            case PNG -> found.png();
            case WEBP -> found.webp();
            case TIFF -> found.tiff();
            case BMP, GIF -> {
                // They carry none.
            }
        }
        return found.exif > 0 ? found.exif : Math.max(1, found.xmp);
    }

    /** The first APP1 may hold XMP, and the second the EXIF. */
    private void jpeg() {
        for (int at = Jpeg.next(file, 2, Jpeg.APP1); at >= 0; at = Jpeg.next(file, Jpeg.after(file, at), Jpeg.APP1)) {
            int length = Jpeg.after(file, at) - at;
            if (length < 18 || at + length > file.length) {
                continue;
            }
            if (ByteBuffer.wrap(file).getInt(at + 4) == EXIF) {
                exif(at + 4, length - 4);
            } else if (starts(at + 4, length - 4, JPEG_XMP)) {
                xmp(at + 4 + JPEG_XMP.length, length - 4 - JPEG_XMP.length);
            }
        }
    }

    private void png() {
        var chunks = ByteBuffer.wrap(file);
        for (long at = 8; at + 12 <= file.length; ) {
            int start = (int) at + 8;
            int length = chunks.getInt((int) at);
            int kind = chunks.getInt((int) at + 4);
            if (length < 0 || at + 12 + length > file.length || kind == PNG_END) {
                return;
            }
            if (kind == PNG_EXIF) {
                exif(start, length);
            } else if (kind == PNG_TEXT && starts(start, length, PNG_XMP)) {
                pngText(start + PNG_XMP.length, start + length);
            }
            at += 12L + length;
        }
    }

    /** Whether it is compressed, how, a language and a translated keyword, each ended by 0, then the text. */
    private void pngText(int start, int end) {
        int at = start + 2;
        for (int zeros = 0; zeros < 2 && at < end; at++) {
            zeros += file[at] == 0 ? 1 : 0;
        }
        if (at >= end) {
            return;
        }
        if (file[start] == 0) {
            xmp(at, end - at);
            return;
        }
        try (var in = new InflaterInputStream(new ByteArrayInputStream(file, at, end - at))) {
            var text = in.readNBytes(MAX_TEXT);
            xmp = first(xmp, Xmp.orientation(text, 0, text.length));
        } catch (IOException damaged) {
            // As good as none.
        }
    }

    private void webp() {
        var chunks = ByteBuffer.wrap(file);
        for (long at = 12; at + 8 <= file.length; ) {
            int kind = chunks.order(ByteOrder.BIG_ENDIAN).getInt((int) at);
            int length = chunks.order(ByteOrder.LITTLE_ENDIAN).getInt((int) at + 4);
            if (length < 0 || at + 8 + length > file.length) {
                return;
            }
            if (kind == WEBP_EXIF) {
                exif((int) at + 8, length);
            } else if (kind == WEBP_XMP) {
                xmp((int) at + 8, length);
            }
            at += 8L + length + (length & 1);
        }
    }

    private void tiff() {
        var tags = TiffTags.of(file);
        exif = tags.orientation();
        xmp = tags.xmpOrientation();
    }

    /** Some programs write the six bytes of JPEG before it in other formats, too. */
    private void exif(int start, int length) {
        int mark = length > 6 && ByteBuffer.wrap(file).getInt(start) == EXIF ? 6 : 0;
        exif = first(exif, TiffTags.of(file, start + mark, length - mark).orientation());
    }

    private void xmp(int start, int length) {
        xmp = first(xmp, Xmp.orientation(file, start, length));
    }

    private static int first(int some, int other) {
        return some > 0 ? some : other;
    }

    private boolean starts(int start, int length, byte[] with) {
        if (length < with.length) {
            return false;
        }
        for (int i = 0; i < with.length; i++) {
            if (file[start + i] != with[i]) {
                return false;
            }
        }
        return true;
    }
}
