package oddboard.archive;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import oddboard.common.FileKinds;
import oddboard.common.InputException;
import org.apache.commons.compress.archivers.tar.TarUtils;

/** What an archive is, by its first bytes and never by its name. */
enum ArchiveKind {
    ZIP,
    TAR,
    GZIP;

    /** So many first bytes are enough. */
    static final int START = 512;

    /**
     * @param start the first {@link #START} bytes, or all where there are fewer
     * @throws InputException where it is another kind of archive; what is none at all counts as a bad ZIP
     */
    static ArchiveKind of(byte[] start, String file) {
        if (starts(start, 0x1f, 0x8b)) {
            return GZIP;
        }
        boolean ustar = start.length >= 262 && new String(start, 257, 5, StandardCharsets.ISO_8859_1).equals("ustar");
        boolean empty = start.length == START && Arrays.equals(start, new byte[START]);
        if (!starts(start, 'P', 'K') && (ustar || empty || start.length == START && isOldTar(start))) {
            return TAR;
        }
        var other = starts(start, '7', 'z', 0xbc, 0xaf)
                ? "a 7z archive"
                : starts(start, 'R', 'a', 'r', '!')
                        ? "a RAR archive"
                        : starts(start, 0xfd, '7', 'z', 'X', 'Z')
                                ? "packed by xz"
                                : starts(start, 'B', 'Z', 'h')
                                        ? "packed by bzip2"
                                        : starts(start, 0x28, 0xb5, 0x2f, 0xfd) ? "packed by Zstandard" : "";
        if (!other.isEmpty()) {
            throw new InputException(
                    "ARCHIVE_KIND",
                    file,
                    "",
                    file + " is " + other + ", which cannot be read; send a ZIP, TAR or TAR.GZ archive.");
        }
        var kind = starts(start, 'P', 'K') ? "" : FileKinds.describe(start);
        if (!kind.isEmpty()) {
            throw new InputException(
                    "ZIP_DAMAGED",
                    file,
                    "",
                    file + " is " + kind + ", not an archive; send a ZIP, TAR or TAR.GZ archive.");
        }
        return ZIP;
    }

    private static boolean isOldTar(byte[] start) {
        try {
            return TarUtils.verifyCheckSum(start);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean starts(byte[] bytes, int... magic) {
        for (int i = 0; i < magic.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
