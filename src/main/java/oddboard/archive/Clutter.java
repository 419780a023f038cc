package oddboard.archive;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** Files that programs leave behind in folders, and hidden ones; nobody meant to send them. */
final class Clutter {
    private static final int SHOWN = 5;

    private static final Set<String> NAMES = Set.of(
            "__macosx",
            "__pycache__",
            "$recycle.bin",
            "system volume information",
            "recycler",
            "lost+found",
            "thumbs.db",
            "ehthumbs.db",
            "desktop.ini",
            "icon\r",
            "#recycle",
            "#snapshot",
            "@eadir",
            "@tmp",
            "@recycle",
            "@recently-snapshot",
            "@__thumb");

    private final Set<String> places = new LinkedHashSet<>();
    private int count;

    /** Whether the file was taken for such, or lies in such a folder. */
    boolean passesOver(String name) {
        int end = end(name);
        if (end < 0) {
            return false;
        }
        if (!name.endsWith("/")) {
            count++;
            if (places.size() <= SHOWN) {
                places.add(ZipNames.shorten(name.substring(0, end)));
            }
        }
        return true;
    }

    /** Where the part of the path ends that is such; -1 where none is. */
    private static int end(String name) {
        int start = 0;
        while (start < name.length()) {
            int slash = name.indexOf('/', start);
            int end = slash < 0 ? name.length() : slash;
            if (isClutter(name.substring(start, end))) {
                return end;
            }
            start = end + 1;
        }
        return -1;
    }

    private static boolean isClutter(String part) {
        boolean hidden = part.length() > 1 && part.startsWith(".") && part.charAt(1) != '.';
        return hidden || part.startsWith("~$") || NAMES.contains(part.toLowerCase(Locale.ROOT));
    }

    /** The only name of the kind that holds a control character: the Finder's, for the picture of a folder. */
    static boolean isFindersIcon(String name) {
        return name.equals("Icon\r") || name.endsWith("/Icon\r");
    }

    /** A sentence, or "" where there was none. */
    String note(String file) {
        if (count == 0) {
            return "";
        }
        var shown = places.stream().limit(SHOWN).toList();
        return count + (count == 1 ? " file" : " files") + " in " + file
                + (count == 1 ? " is" : " are") + " hidden or left behind by programs and "
                + (count == 1 ? "was" : "were") + " passed over: " + String.join(", ", shown)
                + (places.size() > SHOWN ? ", ..." : "") + ".";
    }
}
