package oddboard.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import oddboard.common.InputException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream.UnicodeExtraFieldPolicy;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryNamesTest {
    private static final List<String> NAMES = List.of("test/划痕/0.png", "test/裂纹/0.png");

    private static byte[] zip(String charset, UnicodeExtraFieldPolicy fields, List<String> names) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ZipArchiveOutputStream(bytes)) {
            out.setEncoding(charset);
            out.setUseLanguageEncodingFlag(false);
            out.setCreateUnicodeExtraFields(fields);
            for (var name : names) {
                out.putArchiveEntry(new ZipArchiveEntry(name));
                out.write(name.getBytes(StandardCharsets.UTF_8));
                out.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] tar(String charset, boolean posix, List<String> names) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new TarArchiveOutputStream(bytes, charset)) {
            out.setAddPaxHeadersForNonAsciiNames(posix);
            out.setLongFileMode(posix ? TarArchiveOutputStream.LONGFILE_POSIX : TarArchiveOutputStream.LONGFILE_GNU);
            for (var name : names) {
                var entry = new TarArchiveEntry(name);
                var content = name.getBytes(StandardCharsets.UTF_8);
                entry.setSize(content.length);
                out.putArchiveEntry(entry);
                out.write(content);
                out.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static void assertHolds(Archive archive, List<String> names, String note) throws IOException {
        assertThat(archive.files()).extracting("name").containsExactlyElementsOf(names);
        for (var file : archive.files()) {
            // The contents are the names, so that no name got another's content.
            assertThat(new String(archive.read(file), StandardCharsets.UTF_8)).isEqualTo(file.name());
        }
        assertThat(String.join(" ", archive.notes())).isEqualTo(note);
    }

    private static ZipArchive openZip(byte[] bytes) throws IOException {
        return ZipArchive.open(new SeekableInMemoryByteChannel(bytes), "a.zip");
    }

    private static TarArchive openTar(byte[] bytes) throws IOException {
        return TarArchive.open(new SeekableInMemoryByteChannel(bytes), "a.tar");
    }

    @Test
    void keepsNamesOfAZipApartThatAreNotUtf8() throws IOException {
        try (var archive = openZip(zip("GBK", UnicodeExtraFieldPolicy.NEVER, NAMES))) {
            assertHolds(archive, NAMES, "Names in a.zip are not UTF-8; they were read as GBK.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GBK", "UTF-8"})
    void believesInfoZipsUnicodePathMoreThanAnyGuess(String charset) throws IOException {
        var names = List.of("test/ÄÖ/0.png", "test/ÜÄ/0.png");
        var bytes = zip("IBM437", UnicodeExtraFieldPolicy.ALWAYS, names);
        try (var archive = openZip(bytes)) {
            assertHolds(archive, names, "");
        }
        try (var archive = openZip(zip(charset, UnicodeExtraFieldPolicy.ALWAYS, NAMES))) {
            assertHolds(archive, NAMES, "");
        }
    }

    @Test
    void distrustsAUnicodePathOfAnotherName() throws IOException {
        var bytes = zip("GBK", UnicodeExtraFieldPolicy.ALWAYS, NAMES);
        var buffer = ByteBuffer.wrap(bytes);
        for (int i = 0; i + 4 < bytes.length; i++) {
            // The field's number, length and version, before the check sum of the name.
            if (bytes[i] == 0x75 && bytes[i + 1] == 0x70 && bytes[i + 4] == 1) {
                buffer.put(i + 5, (byte) ~bytes[i + 5]);
            }
        }
        try (var archive = openZip(bytes)) {
            assertHolds(archive, NAMES, "Names in a.zip are not UTF-8; they were read as GBK.");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readsNamesOfATarHoweverTheyAreStored(boolean posix) throws IOException {
        try (var archive = openTar(tar("UTF-8", posix, NAMES))) {
            assertHolds(archive, NAMES, "");
        }
        var latin = List.of("test/Größe/0.png", "test/Kratzer/0.png");
        try (var archive = openTar(tar("UTF-8", posix, latin))) {
            assertHolds(archive, latin, "");
        }
        var deep = List.of("test/" + "划痕".repeat(60) + "/0.png", "test/" + "裂纹".repeat(60) + "/0.png");
        try (var archive = openTar(tar("UTF-8", posix, deep))) {
            assertHolds(archive, deep, "");
        }
        try (var archive = openTar(tar("GBK", false, posix ? deep : NAMES))) {
            assertHolds(archive, posix ? deep : NAMES, "Names in a.tar are not UTF-8; they were read as GBK.");
        }
    }

    @Test
    void comparesNamesInOneForm() throws IOException {
        try (var archive = openZip(zip("UTF-8", UnicodeExtraFieldPolicy.NEVER, List.of("test/gro\u0308ße/0.png")))) {
            assertThat(archive.files()).extracting("name").containsExactly("test/größe/0.png");
        }
        var twice = List.of("test/gro\u0308ße/0.png", "test/größe/0.png");
        assertThat(catchThrowableOfType(
                                InputException.class, () -> openZip(zip("UTF-8", UnicodeExtraFieldPolicy.NEVER, twice)))
                        .code())
                .isEqualTo("ZIP_DUPLICATE_NAME");
        assertThat(catchThrowableOfType(InputException.class, () -> openTar(tar("UTF-8", true, twice)))
                        .code())
                .isEqualTo("TAR_DUPLICATE_NAME");
    }

    /** In Shift_JIS the second byte of some characters is that of a backslash. */
    @Test
    void takesNoByteOfACharacterForABackslash() throws IOException {
        var names = List.of("表面/能力.png", "傷.png");
        try (var archive = openZip(zip("windows-31j", UnicodeExtraFieldPolicy.NEVER, names))) {
            assertHolds(archive, names, "Names in a.zip are not UTF-8; they were read as Shift_JIS.");
        }
        try (var archive = openTar(tar("windows-31j", false, names))) {
            assertHolds(archive, names, "Names in a.tar are not UTF-8; they were read as Shift_JIS.");
        }
    }

    @Test
    void passesOverWhatProgramsLeaveBehindAndSaysSo() throws IOException {
        var clutter = List.of(
                "test/.ipynb_checkpoints/a.png",
                "test/@eaDir/good/SYNOPHOTO_THUMB_M.jpg",
                "test/.thumbnails/x.png",
                "test/.Trash-1000/files/1.png",
                "$RECYCLE.BIN/1.png",
                "System Volume Information/IndexerVolumeGuid",
                "test/Icon\r",
                "train/good/.gitkeep",
                "test/good/.directory",
                "__MACOSX/test/._a.png",
                "Thumbs.db");
        var names = new ArrayList<>(List.of("test/good/a.png"));
        names.addAll(clutter);
        var places = "test/.ipynb_checkpoints, test/@eaDir, test/.thumbnails, test/.Trash-1000, $RECYCLE.BIN, ...";
        var note = "11 files in %s are hidden or left behind by programs and were passed over: " + places + ".";
        try (var archive = openZip(zip("UTF-8", UnicodeExtraFieldPolicy.NEVER, names))) {
            assertHolds(archive, List.of("test/good/a.png"), note.formatted("a.zip"));
        }
        try (var archive = openTar(tar("UTF-8", true, names))) {
            assertHolds(archive, List.of("test/good/a.png"), note.formatted("a.tar"));
        }
    }

    @Test
    void keepsTheBytesOfNamesThatFitNoCodePage() throws IOException {
        var latin = Charset.forName("ISO-8859-1");
        var one = new String(new byte[] {(byte) 0xff, '1', (byte) 0x98, '1', (byte) 0xb3, '1', (byte) 0x81}, latin);
        var names = List.of("a" + one + ".png", "b" + one + "\u00b4.png");
        try (var archive = openZip(zip("ISO-8859-1", UnicodeExtraFieldPolicy.NEVER, names))) {
            assertThat(archive.files().stream().map(Archive.Member::name).collect(Collectors.toSet()))
                    .hasSize(2);
            assertThat(archive.notes()).hasSize(1);
        }
    }
}
