package oddboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import oddboard.archive.Tars;
import oddboard.archive.Zips;
import oddboard.dataset.DatasetVersion;
import oddboard.image.Images;
import oddboard.label.LabelSets;
import oddboard.npy.Npy;
import oddboard.testing.DatasetFixture;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Archives that nobody should trust; the numbers are those of the list that this product promises to withstand. */
final class HostileFiles {
    static final int LOCAL = 0x04034b50;
    static final int ENTRY = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final byte[] CONTENT = Images.png(Images.grey(32, 32, 9));

    private HostileFiles() {}

    interface Check {
        void accept(DatasetFixture room, DatasetVersion version) throws Exception;
    }

    /** @param code "" where the file is to be taken, as {@code check} says */
    record Row(String what, String code, Supplier<Map<String, byte[]>> files, Check check) {
        static Row refused(String what, String code, Supplier<Map<String, byte[]>> files) {
            return new Row(what, code, files, (room, version) -> {});
        }

        static Row zip(String what, String code, Supplier<byte[]> bytes) {
            return refused(what, code, () -> Map.of("set.zip", bytes.get()));
        }

        static Row tar(String what, String code, Supplier<byte[]> bytes) {
            return refused(what, code, () -> Map.of("set.tar", bytes.get()));
        }

        @Override
        public String toString() {
            return what + (code.isEmpty() ? ": taken" : ": " + code);
        }
    }

    static Stream<Row> archives() {
        return Stream.of(zips(), more(), tars()).flatMap(rows -> rows);
    }

    private static Stream<Row> zips() {
        return Stream.of(
                Row.zip("1 dots", "ZIP_UNSAFE_NAME", () -> with("../../evil.png")),
                Row.zip("2 absolute", "ZIP_UNSAFE_NAME", () -> with("/evil.png")),
                Row.zip("3 backslashes", "ZIP_UNSAFE_NAME", () -> with("..\\..\\evil.png")),
                Row.zip("4 drive", "ZIP_UNSAFE_NAME", () -> with("C:\\evil.png")),
                Row.zip(
                        "5 link",
                        "ZIP_UNSAFE_ENTRY",
                        () -> small().link("train/good/x.png", "/etc/passwd").bytes()),
                Row.zip(
                        "6 linked folder",
                        "ZIP_UNSAFE_ENTRY",
                        () -> small().link("test/evil", "/etc")
                                .add("test/evil/passwd", CONTENT)
                                .bytes()),
                Row.zip(
                        "7 same name twice",
                        "ZIP_DUPLICATE_NAME",
                        () -> small().add("train/good/a.png", CONTENT).bytes()),
                new Row(
                        "8 capital and small letter",
                        "",
                        () -> Map.of("set.zip", with("train/good/A.png")),
                        (room, version) -> assertThat(room.datasets.imageNames(version.id()))
                                .startsWith("train/good/A.png", "train/good/a.png")),
                Row.zip("9 NUL in a name", "ZIP_UNSAFE_NAME", () -> with("train/good/\0.png")),
                Row.zip("9 control character in a name", "ZIP_UNSAFE_NAME", () -> with("train/good/\u001b[2J.png")),
                Row.zip("9 name from right to left", "ZIP_UNSAFE_NAME", () -> with("train/good/\u202egnp.exe")),
                Row.zip("9 name of 5,000 characters", "ZIP_UNSAFE_NAME", () -> with("train/" + "x".repeat(5000))),
                Row.zip(
                        "10 archive in an archive",
                        "NOT_AN_IMAGE",
                        () -> small().add("train/good/42.zip", nested(20)).bytes()),
                Row.zip("11 zeros that would fill the disk", "ZIP_BOMB", HostileFiles::zeros),
                Row.zip(
                        "11 picture of 4 GB",
                        "ENTRY_TOO_LARGE",
                        () -> Zips.patch(Zips.of(Zips.smallSet()), ENTRY, 0, 24, 4, 0xffff_0000L)),
                Row.zip("12 entries that overlap", "ZIP_DAMAGED", HostileFiles::overlapping),
                Row.zip(
                        "13 declares 1 kB, has 5 MB",
                        "ZIP_DAMAGED",
                        () -> Zips.patch(
                                small().add("train/good/x.png", new byte[5 << 20])
                                        .bytes(),
                                ENTRY,
                                4,
                                24,
                                4,
                                1024)),
                Row.zip("14 300,001 entries", "ZIP_TOO_LARGE", () -> crowd(300_001)),
                Row.zip("15 cut in half", "ZIP_DAMAGED", () -> half(Zips.of(Zips.smallSet()))),
                Row.zip(
                        "16 wrong check sum",
                        "ZIP_DAMAGED",
                        () -> Zips.patch(Zips.of(Zips.smallSet()), ENTRY, 0, 16, 4, 12345)),
                Row.zip(
                        "17 encrypted",
                        "ZIP_ENCRYPTED",
                        () -> Zips.patch(Zips.of(Zips.smallSet()), ENTRY, 0, 8, 2, 0x801)),
                Row.zip(
                        "18 unknown method",
                        "ZIP_METHOD",
                        () -> Zips.patch(
                                Zips.patch(Zips.of(Zips.smallSet()), ENTRY, 0, 10, 2, 77), LOCAL, 0, 8, 2, 77)),
                Row.zip(
                        "19 header and list disagree",
                        "ZIP_DAMAGED",
                        () -> Zips.patch(Zips.of(Zips.smallSet()), LOCAL, 1, 30, 1, 'x')),
                Row.zip(
                        "20 only what systems leave behind",
                        "FILES_MISSING",
                        () -> new Zips()
                                .add("__MACOSX/._a.png", CONTENT)
                                .add(".DS_Store", CONTENT)
                                .add("Thumbs.db", CONTENT)
                                .bytes()),
                Row.zip("21 nothing", "FILE_EMPTY", () -> new byte[0]),
                Row.zip("22 RAR", "ARCHIVE_KIND", () -> Arrays.copyOf(text("Rar!\u001a\u0007"), 600)),
                Row.zip(
                        "22 7z",
                        "ARCHIVE_KIND",
                        () -> ByteBuffer.allocate(600).putInt(0x377abcaf).array()),
                new Row(
                        "23 two dots in a name",
                        "",
                        () -> Map.of("set.zip", with("train/good/a..b.png")),
                        (room, version) -> assertThat(room.datasets.imageNames(version.id()))
                                .contains("train/good/a..b.png")));
    }

    private static Stream<Row> more() {
        var scripts = Stream.of(
                "瓶子",
                "بطل",
                "बोतल",
                "бутылка",
                "ขวด",
                "בקבוק",
                "瓶😀",
                "e\u0301cro\u0302u",
                "a b'c\"d&<e>",
                ".hidden",
                "%2e%2e%2f",
                "CON",
                "-rf",
                "$(id)",
                "'; drop table dataset; --");
        return Stream.concat(
                scripts.flatMap(name -> Stream.of(
                        named(name, "set.zip", files -> Zips.of(files)),
                        named(name, "set.tar", files -> Tars.of(files)),
                        named(name, "set.tgz", files -> Tars.gzip(Tars.of(files))))),
                Stream.of(
                        Row.zip(
                                "a picture of no bytes",
                                "IMAGE_EMPTY",
                                () -> small().add("train/good/x.png", new byte[0])
                                        .bytes()),
                        Row.zip(
                                "an archive that holds itself",
                                "NOT_AN_IMAGE",
                                () -> small().stored("train/good/r.zip", Zips.of(Zips.smallSet()))
                                        .bytes()),
                        Row.zip("text", "ZIP_DAMAGED", () -> text("hello ".repeat(200))),
                        Row.zip("a page", "ZIP_DAMAGED", () -> text("<html><script>alert(1)</script></html>")),
                        Row.zip("xz", "ARCHIVE_KIND", () -> new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0, 0}),
                        Row.zip(
                                "a folder where a file should be",
                                "FILES_MISSING",
                                () -> new Zips()
                                        .add("train/", new byte[0])
                                        .add("test/", new byte[0])
                                        .bytes()),
                        Row.zip(
                                "one picture alone",
                                "FILES_MISSING",
                                () -> new Zips().add("a.png", CONTENT).bytes()),
                        new Row(
                                "a picture that is an archive too",
                                "",
                                () -> Map.of("set.zip", join(CONTENT, Zips.of(Zips.smallSet()))),
                                (room, version) ->
                                        assertThat(version.trainCount()).isEqualTo(2))));
    }

    private interface Packer {
        byte[] pack(Map<String, byte[]> files);
    }

    private static Row named(String name, String file, Packer packer) {
        var path = "test/" + name + "/" + name + ".png";
        return new Row(
                file + " with the name " + name,
                "",
                () -> {
                    var files = Zips.smallSet();
                    files.put(path, CONTENT);
                    return Map.of(file, packer.pack(files));
                },
                (room, version) -> {
                    assertThat(room.datasets.imageNames(version.id())).contains(path);
                    assertThat(room.part(LabelSets.class)
                                    .forWorkers(version.id())
                                    .type())
                            .contains(name);
                });
    }

    private static Stream<Row> tars() {
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

    static Zips small() {
        var zip = new Zips();
        Zips.smallSet().forEach(zip::add);
        return zip;
    }

    private static Tars tar() {
        var tar = new Tars();
        Zips.smallSet().forEach(tar::add);
        return tar;
    }

    private static byte[] with(String name) {
        return small().add(name, CONTENT).bytes();
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] half(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length / 2);
    }

    static byte[] flip(byte[] bytes, int at) {
        var flipped = bytes.clone();
        flipped[at] ^= 0x55;
        return flipped;
    }

    static byte[] join(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (var part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /** An archive in an archive in an archive. */
    private static byte[] nested(int depth) {
        var bytes = new byte[1 << 16];
        for (int i = 0; i < depth; i++) {
            bytes = new Zips().add("a.zip", bytes).add("b.zip", bytes).bytes();
        }
        return bytes;
    }

    /** An array of 300 MiB of zeros in 300 kB. */
    private static byte[] zeros() {
        var files = new LinkedHashMap<String, byte[]>();
        files.put("train.npy", Npy.of("|u1", 300 << 10, 32, 32).bytes(place -> 0));
        files.put("test.npy", Npy.of("|u1", 1, 32, 32).bytes(place -> 0));
        files.put("labels.npy", Npy.of("|u1", 1).bytes(place -> 0));
        return Zips.of(files);
    }

    /** The second entry of the list points into the first one's bytes, where a header of its own stands. */
    private static byte[] overlapping() {
        var inner = new Zips().stored("train/b.png", CONTENT).bytes();
        var bytes = new Zips()
                .stored("train/a.png", inner)
                .stored("train/b.png", CONTENT)
                .add("test/good/c.png", CONTENT)
                .bytes();
        return Zips.patch(bytes, ENTRY, 2, 42, 4, 30 + "train/a.png".length());
    }

    private static byte[] crowd(int entries) {
        var one = new Zips().add("a.png", CONTENT).bytes();
        int start = indexOf(one, ENTRY);
        int end = indexOf(one, END);
        var out = new ByteArrayOutputStream();
        out.write(one, 0, start);
        for (int i = 0; i < entries; i++) {
            out.write(one, start, end - start);
        }
        out.write(one, end, one.length - end);
        return Zips.patch(out.toByteArray(), END, 0, 12, 4, (long) entries * (end - start));
    }

    private static int indexOf(byte[] bytes, int signature) {
        var buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int at = 0;
        while (buffer.getInt(at) != signature) {
            at++;
        }
        return at;
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
