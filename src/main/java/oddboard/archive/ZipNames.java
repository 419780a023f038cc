package oddboard.archive;

import java.util.Arrays;
import oddboard.common.InputException;
import oddboard.common.ShortText;

/** What an archive's entries may be called. */
public final class ZipNames {
    private static final int MAX_LENGTH = 1000;

    private ZipNames() {}

    /**
     * @param kind ZIP or TAR
     * @throws InputException where the name could lead out of a folder or deceive whoever reads it
     */
    static void check(String name, String file, String kind) {
        String fault = null;
        if (name.isEmpty()) {
            fault = "is empty";
        } else if (name.length() > MAX_LENGTH) {
            fault = "is longer than " + MAX_LENGTH + " characters";
        } else if (hasHidden(name)) {
            fault = "holds control characters";
        } else if (name.startsWith("/") || name.indexOf('\\') >= 0 || isDrive(name)) {
            fault = "is an absolute path or holds a backslash";
        } else if (isPart(name, "..")) {
            fault = "leads out of the archive";
        }
        if (fault != null) {
            throw new InputException(
                    kind + "_UNSAFE_NAME",
                    file,
                    shorten(name),
                    file + " has an entry whose name " + fault + ": " + shorten(name) + ".");
        }
    }

    private static boolean isDrive(String name) {
        return name.length() > 1
                && name.charAt(1) == ':'
                && Character.toLowerCase(name.charAt(0)) >= 'a'
                && Character.toLowerCase(name.charAt(0)) <= 'z';
    }

    /** Whether one of the folders, or the file, is called so. */
    private static boolean isPart(String name, String part) {
        return name.contains(part) && Arrays.asList(name.split("/")).contains(part);
    }

    private static boolean hasHidden(String name) {
        return name.codePoints().anyMatch(ShortText::isHidden);
    }

    /** As messages show it. */
    public static String shorten(String name) {
        return ShortText.of(name, 200);
    }
}
