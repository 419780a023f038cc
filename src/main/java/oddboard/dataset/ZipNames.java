package oddboard.dataset;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** What an archive's entries may be called. */
final class ZipNames {
    private static final int LONGEST = 1000;
    private static final Set<String> NOISE = Set.of(".ds_store", "thumbs.db", "desktop.ini");

    private ZipNames() {}

    /**
     * @param kind ZIP or TAR
     * @throws InputException where the name could lead out of a folder or deceive whoever reads it
     */
    static void check(String name, String file, String kind) {
        String fault = null;
        if (name.isEmpty()) {
            fault = "is empty";
        } else if (name.length() > LONGEST) {
            fault = "is longer than " + LONGEST + " characters";
        } else if (name.chars().anyMatch(ZipNames::isHidden)) {
            fault = "holds control characters";
        } else if (name.startsWith("/") || name.indexOf('\\') >= 0 || name.matches("^[A-Za-z]:.*")) {
            fault = "is an absolute path or holds a backslash";
        } else if (Arrays.asList(name.split("/")).contains("..")) {
            fault = "leads out of the archive";
        }
        if (fault != null) {
            throw new InputException(kind + "_UNSAFE_NAME", file, shorten(name),
                    file + " has an entry whose name " + fault + ": " + shorten(name) + ".");
        }
    }

    private static boolean isHidden(int c) {
        boolean turnsText = c >= 0x200e && c <= 0x200f || c >= 0x2028 && c <= 0x202e || c >= 0x2066 && c <= 0x2069;
        return Character.isISOControl(c) || turnsText;
    }

    /** Left behind by an operating system; nobody meant to send it. */
    static boolean isNoise(String name) {
        var parts = name.split("/");
        var last = parts.length == 0 ? "" : parts[parts.length - 1].toLowerCase(Locale.ROOT);
        return Arrays.asList(parts).contains("__MACOSX") || NOISE.contains(last) || last.startsWith("._");
    }

    static String shorten(String name) {
        var shown = new StringBuilder();
        name.codePoints().limit(200).forEach(c -> shown.appendCodePoint(isHidden(c) ? '?' : c));
        return name.length() > 200 ? shown + "..." : shown.toString();
    }
}
