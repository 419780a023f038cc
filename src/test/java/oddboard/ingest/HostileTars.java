package oddboard.ingest;

import static oddboard.ingest.HostileFiles.CONTENT;
import static oddboard.ingest.HostileFiles.flip;
import static oddboard.ingest.HostileFiles.half;
import static oddboard.ingest.HostileFiles.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import oddboard.archive.Tars;
import oddboard.archive.Zips;
import oddboard.ingest.HostileFiles.Row;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** TAR archives that nobody should trust. */
final class HostileTars {
    private HostileTars() {}

    static Stream<Row> rows() {
        var good = Tars.of(Zips.smallSet());
        return Stream.of(
                Row.tar(
                        "TAR: symbolic link",
                        "TAR_UNSAFE_ENTRY",
                        () -> tar().special("train/good/x.png", TarConstants.LF_SYMLINK, "/etc/passwd")
                                .bytes()),
                Row.tar(
                        "TAR: hard link",
                        "TAR_UNSAFE_ENTRY",
                        () -> tar().special("train/good/x.png", TarConstants.LF_LINK, "/etc/passwd")
                                .bytes()),
                Row.tar(
                        "TAR: device",
                        "TAR_UNSAFE_ENTRY",
                        () -> tar().special("train/good/x.png", TarConstants.LF_CHR, "")
                                .bytes()),
                Row.tar(
                        "TAR: disk",
                        "TAR_UNSAFE_ENTRY",
                        () -> tar().special("train/good/x.png", TarConstants.LF_BLK, "")
                                .bytes()),
                Row.tar(
                        "TAR: pipe",
                        "TAR_UNSAFE_ENTRY",
                        () -> tar().special("train/good/x.png", TarConstants.LF_FIFO, "")
                                .bytes()),
                Row.tar(
                        "TAR: sparse file",
                        "TAR_UNSAFE_ENTRY",
                        () -> tar().special("train/good/x.png", TarConstants.LF_GNUTYPE_SPARSE, "")
                                .bytes()),
                Row.tar(
                        "TAR: unknown kind",
                        "TAR_UNSAFE_ENTRY",
                        () -> tar().special("train/good/x.png", (byte) 'V', "").bytes()),
                Row.tar(
                        "TAR: dots",
                        "TAR_UNSAFE_NAME",
                        () -> tar().add("../../evil.png", CONTENT).bytes()),
                Row.tar(
                        "TAR: dots within",
                        "TAR_UNSAFE_NAME",
                        () -> tar().add("train/../../evil.png", CONTENT).bytes()),
                Row.tar(
                        "TAR: absolute",
                        "TAR_UNSAFE_NAME",
                        () -> tar().special("/evil.png", TarConstants.LF_NORMAL, "")
                                .bytes()),
                Row.tar(
                        "TAR: name of 5,000 characters",
                        "TAR_UNSAFE_NAME",
                        () -> tar().add("train/" + "x".repeat(5000), CONTENT).bytes()),
                Row.tar(
                        "TAR: header of 2 MB",
                        "TAR_DAMAGED",
                        () -> tar().longName(2 << 20)
                                .add("train/good/x.png", CONTENT)
                                .bytes()),
                Row.tar(
                        "TAR: same name twice",
                        "TAR_DUPLICATE_NAME",
                        () -> tar().add("train/good/a.png", CONTENT).bytes()),
                Row.tar("TAR: cut in half", "TAR_TRUNCATED", () -> half(good)),
                Row.tar("TAR: cut between two files", "TAR_TRUNCATED", () -> Arrays.copyOf(good, cutPlace(good))),
                Row.tar("TAR: wrong check sum", "TAR_DAMAGED", () -> flip(good, cutPlace(good) + 20)),
                Row.tar("TAR: claims 8 GB", "TAR_TRUNCATED", () -> claim(good)),
                Row.tar("TAR: nothing but an end", "FILES_MISSING", () -> new byte[10240]),
                Row.tar("TAR.GZ: cut in half", "GZIP_TRUNCATED", () -> half(Tars.gzip(good))),
                Row.tar("TAR.GZ: wrong check sum", "GZIP_DAMAGED", () -> {
                    var bytes = Tars.gzip(good);
                    return flip(bytes, bytes.length - 6);
                }),
                Row.tar("TAR.GZ: only a start", "GZIP_TRUNCATED", () -> new byte[] {0x1f, (byte) 0x8b, 8}),
                Row.tar("TAR.GZ: no TAR in it", "GZIP_NO_TAR", () -> Tars.gzip(text("hello"))),
                Row.tar("TAR.GZ: twice packed", "GZIP_NO_TAR", () -> Tars.gzip(Tars.gzip(good))),
                Row.tar(
                        "TAR.GZ: a bomb",
                        "GZIP_BOMB",
                        () -> Tars.gzip(tar().add("train/good/x.png", new byte[100 << 20])
                                .bytes())));
    }

    private static Tars tar() {
        var tar = new Tars();
        Zips.smallSet().forEach(tar::add);
        return tar;
    }

    /** Where the second entry of a TAR begins. */
    private static int cutPlace(byte[] tar) {
        int size = Integer.parseInt(new String(tar, 124, 11, StandardCharsets.US_ASCII).strip(), 8);
        return 512 + (size + 511) / 512 * 512;
    }

    private static byte[] claim(byte[] tar) {
        var bytes = tar.clone();
        System.arraycopy(text("77777777777"), 0, bytes, 124, 11);
        int sum = 8 * ' ';
        for (int i = 0; i < 512; i++) {
            sum += i >= 148 && i < 156 ? 0 : bytes[i] & 0xff;
        }
        System.arraycopy(text(String.format("%06o", sum)), 0, bytes, 148, 6);
        bytes[154] = 0;
        bytes[155] = ' ';
        return bytes;
    }
}
