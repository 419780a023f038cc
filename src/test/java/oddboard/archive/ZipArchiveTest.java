package oddboard.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import oddboard.common.InputException;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZipArchiveTest {
    private static final int LOCAL = 0x04034b50;
    private static final int ENTRY = 0x02014b50;
    private static final byte[] CONTENT = "some bytes, some bytes, some bytes".getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @ValueSource(strings = {"a.png", "a..b.png", "train/good/ü.png", "..a.png", "a/...", "c/d:e.png", "A.png"})
    void takesTheName(String name) throws Exception {
        try (var zip =
                open(new Zips().add("a/b.png", CONTENT).stored(name, CONTENT).bytes())) {
            assertThat(zip.files()).hasSize(2);
            assertThat(zip.files().get(1).name()).isEqualTo(name);
            assertThat(zip.read(zip.files().get(1))).isEqualTo(CONTENT);
            assertThat(zip.read(zip.files().get(0))).isEqualTo(CONTENT);
        }
    }

    @Test
    void overlooksWhatOperatingSystemsLeaveBehind() throws Exception {
        var zip = new Zips()
                .add("__MACOSX/._a.png", CONTENT)
                .add("x/.DS_Store", CONTENT)
                .add("Thumbs.db", CONTENT)
                .add("x/._b.png", CONTENT)
                .add("x/a.png", CONTENT)
                .bytes();
        try (var archive = open(zip)) {
            assertThat(archive.files()).extracting("name").containsExactly("x/a.png");
        }
    }

    static Stream<Arguments> badArchives() {
        var good = new Zips().stored("a.png", CONTENT).stored("b.png", CONTENT).bytes();
        var deflated = new Zips().add("a.png", CONTENT).add("b.png", CONTENT).bytes();
        var flipped = good.clone();
        flipped[40] ^= 1;
        return Stream.of(
                arguments("FILE_EMPTY", "nothing", new byte[0]),
                arguments("ZIP_DAMAGED", "text", "this is no archive at all".getBytes(StandardCharsets.UTF_8)),
                arguments(
                        "ZIP_DAMAGED", "RAR", Arrays.copyOf("Rar!\u001a\u0007".getBytes(StandardCharsets.UTF_8), 500)),
                arguments("ZIP_DAMAGED", "cut in half", Arrays.copyOf(good, good.length / 2)),
                arguments("ZIP_UNSAFE_NAME", "dots", one("../../evil.png")),
                arguments("ZIP_UNSAFE_NAME", "dots within", one("train/../../evil.png")),
                arguments("ZIP_UNSAFE_NAME", "absolute", one("/etc/evil.png")),
                arguments("ZIP_UNSAFE_NAME", "backslashes", one("..\\..\\evil.png")),
                arguments("ZIP_UNSAFE_NAME", "a drive", one("C:\\evil.png")),
                arguments("ZIP_UNSAFE_NAME", "a drive with a slash", one("C:/evil.png")),
                arguments("ZIP_UNSAFE_NAME", "NUL", one("a\0.png")),
                arguments("ZIP_UNSAFE_NAME", "a new line", one("a\n.png")),
                arguments("ZIP_UNSAFE_NAME", "right to left", one("a\u202egnp.exe")),
                arguments("ZIP_UNSAFE_NAME", "5,000 characters", one("a".repeat(5000))),
                arguments(
                        "ZIP_UNSAFE_ENTRY",
                        "a link",
                        new Zips().link("a.png", "/etc/passwd").bytes()),
                arguments(
                        "ZIP_UNSAFE_ENTRY",
                        "a linked folder",
                        new Zips()
                                .link("train", "/etc")
                                .add("train/passwd", CONTENT)
                                .bytes()),
                arguments(
                        "ZIP_DUPLICATE_NAME",
                        "a name twice",
                        new Zips().add("a.png", CONTENT).add("a.png", CONTENT).bytes()),
                arguments("ZIP_ENCRYPTED", "a password", Zips.patch(good, ENTRY, 0, 8, 2, 0x801)),
                arguments(
                        "ZIP_METHOD",
                        "an unknown method",
                        Zips.patch(Zips.patch(good, ENTRY, 0, 10, 2, 77), LOCAL, 0, 8, 2, 77)),
                arguments("ZIP_DAMAGED", "a flipped byte", flipped),
                arguments("ZIP_DAMAGED", "a wrong CRC", Zips.patch(deflated, ENTRY, 0, 16, 4, 12345)),
                arguments("ZIP_DAMAGED", "a size too small", Zips.patch(deflated, ENTRY, 0, 24, 4, 10)),
                arguments("ZIP_DAMAGED", "a size too large", Zips.patch(deflated, ENTRY, 0, 24, 4, 1000)),
                arguments("ENTRY_TOO_LARGE", "a bomb in one file", Zips.patch(deflated, ENTRY, 0, 24, 4, 0xffff_0000L)),
                arguments("ZIP_DAMAGED", "another name in the header", Zips.patch(good, LOCAL, 0, 30, 1, 'x')),
                arguments("ZIP_DAMAGED", "another method in the header", Zips.patch(good, LOCAL, 0, 8, 2, 8)),
                arguments("ZIP_DAMAGED", "two entries that overlap", overlapping()),
                arguments("ZIP_DAMAGED", "an entry beyond the end", Zips.patch(good, ENTRY, 1, 42, 4, 1_000_000)),
                arguments("ZIP_TOO_LARGE", "a bomb in many files", bomb(20)),
                arguments("ZIP_TOO_LARGE", "too many entries", crowd(300_001)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("badArchives")
    void refuses(String code, String what, byte[] bytes) {
        var fault = catchThrowableOfType(InputException.class, () -> {
            try (var zip = open(bytes)) {
                for (var entry : zip.files()) {
                    zip.read(entry);
                }
            }
        });
        assertThat(fault).as(what).isNotNull();
        assertThat(fault.code()).isEqualTo(code);
        assertThat(fault).message().contains("set.zip").endsWith(".").hasSizeLessThan(400);
        assertThat(fault.getMessage().chars().noneMatch(Character::isISOControl))
                .isTrue();
    }

    @Test
    void opensNoArchiveWithinAnArchive() throws Exception {
        var inner = new Zips().add("../../evil.png", CONTENT).bytes();
        try (var zip = open(new Zips().add("train/good/inner.zip", inner).bytes())) {
            assertThat(zip.files()).hasSize(1);
        }
    }

    private static byte[] one(String name) {
        return new Zips().add(name, CONTENT).bytes();
    }

    /** The second entry of the directory points into the first one's bytes, where a header of its own stands. */
    private static byte[] overlapping() {
        var inner = new Zips().stored("b.png", CONTENT).bytes();
        var bytes = new Zips().stored("a.png", inner).stored("b.png", CONTENT).bytes();
        return Zips.patch(bytes, ENTRY, 2, 42, 4, 35);
    }

    private static byte[] bomb(int files) {
        var zip = new Zips();
        for (int i = 0; i < files; i++) {
            zip.add(i + ".png", CONTENT);
        }
        var bytes = zip.bytes();
        for (int i = 0; i < files; i++) {
            bytes = Zips.patch(bytes, ENTRY, i, 24, 4, 0xffff_fff0L);
        }
        return bytes;
    }

    /** A directory of many entries without contents. */
    private static byte[] crowd(int entries) {
        var one = new Zips().add("a.png", CONTENT).bytes();
        int start = indexOf(one, ENTRY);
        int end = indexOf(one, 0x06054b50);
        var out = new ByteArrayOutputStream();
        out.write(one, 0, start);
        for (int i = 0; i < entries; i++) {
            out.write(one, start, end - start);
        }
        out.write(one, end, one.length - end);
        return Zips.patch(out.toByteArray(), 0x06054b50, 0, 12, 4, (long) entries * (end - start));
    }

    private static int indexOf(byte[] bytes, int signature) {
        for (int i = 0; ; i++) {
            if ((bytes[i] & 0xff | (bytes[i + 1] & 0xff) << 8 | (bytes[i + 2] & 0xff) << 16 | bytes[i + 3] << 24)
                    == signature) {
                return i;
            }
        }
    }

    private static ZipArchive open(byte[] bytes) throws IOException {
        return ZipArchive.open(new SeekableInMemoryByteChannel(bytes), "set.zip");
    }
}
