package oddboard.archive;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;
import oddboard.common.CodePage;
import org.apache.commons.compress.archivers.zip.UnicodePathExtraField;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.jspecify.annotations.Nullable;

/**
 * The names of an archive's entries, in NFC. What doesn't say its code page is decided together.
 *
 * @param note what was assumed, or ""
 */
record EntryNames(List<String> names, String note) {
    /**
     * @param said names whose code page was said; null where it wasn't
     * @param raw the bytes of the others
     */
    static EntryNames of(List<@Nullable String> said, List<byte[]> raw, String file) {
        var unsaid = new ArrayList<byte[]>();
        for (int i = 0; i < raw.size(); i++) {
            if (said.get(i) == null) {
                unsaid.add(raw.get(i));
            }
        }
        var page = CodePage.of(unsaid);
        var names = new ArrayList<String>();
        for (int i = 0; i < raw.size(); i++) {
            var name = said.get(i);
            names.add(name != null ? CodePage.nfc(name) : page.decode(raw.get(i)));
        }
        return new EntryNames(names, page.note("Names in " + file));
    }

    /** By the flag for UTF-8 and Info-ZIP's field of the name in Unicode (0x7075), where an entry has one. */
    static EntryNames of(List<ZipArchiveEntry> entries, String file) {
        var said = new ArrayList<@Nullable String>();
        var raw = new ArrayList<byte[]>();
        for (var entry : entries) {
            var bytes = entry.getRawName();
            boolean utf8 = entry.getGeneralPurposeBit().usesUTF8ForNames() && !CodePage.isForeign(bytes);
            said.add(utf8 ? new String(bytes, StandardCharsets.UTF_8) : unicodePath(entry, bytes));
            raw.add(bytes);
        }
        var names = of(said, raw, file);
        var paths = new ArrayList<String>();
        for (int i = 0; i < entries.size(); i++) {
            var name = names.names.get(i);
            // Old programs of Windows wrote backslashes between folders.
            boolean old = entries.get(i).getPlatform() == ZipArchiveEntry.PLATFORM_FAT && name.indexOf('/') < 0;
            paths.add(old ? name.replace('\\', '/') : name);
        }
        return new EntryNames(paths, names.note);
    }

    private static @Nullable String unicodePath(ZipArchiveEntry entry, byte[] bytes) {
        if (!(entry.getExtraField(UnicodePathExtraField.UPATH_ID) instanceof UnicodePathExtraField field)) {
            return null;
        }
        var crc = new CRC32();
        crc.update(bytes);
        var name = Objects.requireNonNullElse(field.getUnicodeName(), new byte[0]);
        // Written for another name, where somebody renamed the entry without knowing the field.
        boolean applies = field.getNameCRC32() == crc.getValue() && name.length > 0 && !CodePage.isForeign(name);
        return applies ? new String(name, StandardCharsets.UTF_8) : null;
    }
}
