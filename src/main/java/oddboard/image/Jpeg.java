package oddboard.image;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** What ImageIO doesn't say about a JPEG file: whether it is whole, and how the camera was held. */
final class Jpeg {
    private static final int APP1 = 0xe1;
    private static final int SCAN = 0xda;
    private static final int END = 0xd9;
    private static final int ORIENTATION = 0x112;

    private Jpeg() {}

    /** Whether the end marker follows the first scan; ImageIO fills what is missing with gray. */
    static boolean isWhole(byte[] file) {
        int scan = find(file, SCAN);
        // Within a scan 0xff is always followed by 0 or a restart marker, so this can't be image data.
        for (int i = Math.max(scan, 2); i + 1 < file.length; i++) {
            if ((file[i] & 0xff) == 0xff && (file[i + 1] & 0xff) == END) {
                return scan > 0;
            }
        }
        return false;
    }

    /** 1 to 8 as in EXIF; 1 where nothing is said. */
    static int orientation(byte[] file) {
        int exif = find(file, APP1);
        try {
            return exif < 0 ? 1 : orientation(ByteBuffer.wrap(file), exif + 4);
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            return 1;
        }
    }

    private static int orientation(ByteBuffer file, int start) {
        if (file.getInt(start) != 0x45786966) { // "Exif"
            return 1;
        }
        int tiff = start + 6;
        file.order(file.getShort(tiff) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = Math.addExact(tiff, Math.max(0, file.getInt(tiff + 4)));
        int entries = file.getShort(directory) & 0xffff;
        for (int i = 0; i < entries; i++) {
            int entry = directory + 2 + 12 * i;
            if ((file.getShort(entry) & 0xffff) == ORIENTATION) {
                int value = file.getShort(entry + 8);
                return value >= 1 && value <= 8 ? value : 1;
            }
        }
        return 1;
    }

    /** Where the first segment with this marker starts, at most the first scan; -1 where there is none. */
    private static int find(byte[] file, int marker) {
        int at = 2;
        while (at + 3 < file.length && (file[at] & 0xff) == 0xff) {
            int found = file[at + 1] & 0xff;
            if (found == 0xff) {
                at++;
                continue;
            }
            if (found == marker) {
                return at;
            }
            if (found == SCAN || found == END) {
                return -1;
            }
            at += 2 + ((file[at + 2] & 0xff) << 8 | file[at + 3] & 0xff);
        }
        return -1;
    }
}
