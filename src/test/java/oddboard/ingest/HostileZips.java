package oddboard.ingest;

import static oddboard.ingest.HostileFiles.CONTENT;
import static oddboard.ingest.HostileFiles.ENTRY;
import static oddboard.ingest.HostileFiles.LOCAL;
import static oddboard.ingest.HostileFiles.half;
import static oddboard.ingest.HostileFiles.small;
import static oddboard.ingest.HostileFiles.text;
import static oddboard.ingest.HostileFiles.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import oddboard.archive.Zips;
import oddboard.ingest.HostileFiles.Row;
import oddboard.npy.Npy;

/** ZIP archives that nobody should trust; the numbers are those of the list that this product promises to withstand. */
final class HostileZips {
    private static final int END = 0x06054b50;

    private HostileZips() {}

    static Stream<Row> rows() {
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
                        (fixture, version) -> assertThat(fixture.datasets.imageNames(version.id()))
                                .startsWith("train/good/A.png", "train/good/a.png")),
                Row.zip("9 NUL in a name", "ZIP_UNSAFE_NAME", () -> with("train/good/\0.png")),
                Row.zip("9 control character in a name", "ZIP_UNSAFE_NAME", () -> with("train/good/\u001b[2J.png")),
                Row.zip("9 name from right to left", "ZIP_UNSAFE_NAME", () -> with("train/good/\u202egnp.exe")),
                Row.zip("9 name of 5,000 characters", "ZIP_UNSAFE_NAME", () -> with("train/" + "x".repeat(5000))),
                Row.zip(
                        "10 archive in an archive",
                        "NOT_AN_IMAGE",
                        () -> small().add("train/good/42.zip", nested(20)).bytes()),
                Row.zip("11 zeros that would fill the disk", "ZIP_BOMB", HostileZips::zeros),
                Row.zip(
                        "11 picture of 4 GB",
                        "ENTRY_TOO_LARGE",
                        () -> Zips.patch(Zips.of(Zips.smallSet()), ENTRY, 0, 24, 4, 0xffff_0000L)),
                Row.zip("12 entries that overlap", "ZIP_DAMAGED", HostileZips::overlapping),
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
                        (fixture, version) -> assertThat(fixture.datasets.imageNames(version.id()))
                                .contains("train/good/a..b.png")));
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
}
