package oddboard.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** How many images a file holds: frames of an animation (GIF, APNG, WebP) or pages of a TIFF. Only the first is taken. */
public final class Frames {
    private static final int MAX_FRAMES = 10_000;

    private Frames() {}

    /** 1 where it holds one, or is none of these formats; of a damaged file, those before the damage. */
    public static int count(byte[] bytes) {
        try {
            var start = new String(bytes, 0, Math.min(16, bytes.length), StandardCharsets.ISO_8859_1);
            var in = ByteBuffer.wrap(bytes);
            int count = start.startsWith("GIF8")
                    ? gif(in)
                    : start.startsWith("\u0089PNG")
                            ? png(in)
                            : start.startsWith("RIFF") && start.startsWith("WEBP", 8)
                                    ? webp(in.order(ByteOrder.LITTLE_ENDIAN))
                                    : start.startsWith("II*\0") || start.startsWith("MM\0*") ? tiff(in, start) : 1;
            return Math.max(1, count);
        } catch (IndexOutOfBoundsException e) {
            return 1;
        }
    }

    private static int gif(ByteBuffer in) {
        int at = 13 + palette(in.get(10));
        int count = 0;
        while (at < in.limit() && in.get(at) != 0x3b) {
            if (in.get(at) == 0x2c) {
                count++;
                at += 10 + palette(in.get(at + 9)) + 1;
            } else {
                at += 2;
            }
            while (at < in.limit() && in.get(at) != 0) {
                at += 1 + (in.get(at) & 0xff);
            }
            at++;
        }
        return count;
    }

    private static int palette(byte flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << (flags & 7) + 1;
    }

    private static int png(ByteBuffer in) {
        for (long at = 8; at + 12 <= in.limit(); at += 12 + (in.getInt((int) at) & 0xffffffffL)) {
            int type = in.getInt((int) at + 4);
            if (type == 0x6163544c) { // acTL
                return in.getInt((int) at + 8);
            }
            if (type == 0x49444154) { // IDAT
                return 1;
            }
        }
        return 1;
    }

    private static int webp(ByteBuffer in) {
        int count = 0;
        for (long at = 12; at + 8 <= in.limit(); ) {
            count += in.getInt((int) at) == 0x464d4e41 ? 1 : 0; // ANMF
            long size = in.getInt((int) at + 4) & 0xffffffffL;
            at += 8 + size + (size & 1);
        }
        return count;
    }

    /** Smaller copies of the first page, as viewers use them, are none. */
    private static int tiff(ByteBuffer in, String start) {
        in.order(start.startsWith("II") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int count = 0;
        int seen = 0;
        for (long at = in.getInt(4) & 0xffffffffL; at > 0 && at < in.limit() && seen < MAX_FRAMES; seen++) {
            int entries = in.getShort((int) at) & 0xffff;
            boolean reduced = false;
            for (int i = 0; i < entries; i++) {
                int entry = (int) at + 2 + 12 * i;
                reduced |= (in.getShort(entry) & 0xffff) == 254 && (in.getInt(entry + 8) & 1) == 1;
            }
            count += reduced ? 0 : 1;
            at = in.getInt((int) at + 2 + 12 * entries) & 0xffffffffL;
        }
        return count;
    }
}
