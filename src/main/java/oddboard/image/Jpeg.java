package oddboard.image;

/** The segments of a JPEG file, which ImageIO does not show. */
final class Jpeg {
    static final int APP1 = 0xe1;
    private static final int SCAN = 0xda;
    private static final int END = 0xd9;

    private Jpeg() {}

    /** Whether the end marker follows the first scan; ImageIO fills what is missing with gray. */
    static boolean isWhole(byte[] file) {
        int scan = next(file, 2, SCAN);
        // Within a scan 0xff is always followed by 0 or a restart marker, so this can't be image data.
        for (int i = Math.max(scan, 2); i + 1 < file.length; i++) {
            if ((file[i] & 0xff) == 0xff && (file[i + 1] & 0xff) == END) {
                return scan > 0;
            }
        }
        return false;
    }

    /** Bits per sample by the frame header; 8 where there is none. */
    static int bits(byte[] file) {
        for (int frame = 0xc0; frame <= 0xcf; frame++) {
            boolean other = frame == 0xc4 || frame == 0xc8 || frame == 0xcc;
            int at = other ? -1 : next(file, 2, frame);
            if (at >= 0 && at + 4 < file.length) {
                return file[at + 4] & 0xff;
            }
        }
        return 8;
    }

    /** Where the next segment with this marker starts, at most the first scan; -1 where there is none. */
    static int next(byte[] file, int start, int marker) {
        int at = start;
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
            at = after(file, at);
        }
        return -1;
    }

    /** Where the segment at this place ends. */
    static int after(byte[] file, int segment) {
        return segment + 2 + ((file[segment + 2] & 0xff) << 8 | file[segment + 3] & 0xff);
    }
}
