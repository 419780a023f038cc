package oddboard.label;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import oddboard.common.CodePage;
import org.jspecify.annotations.Nullable;

/** Test images as files name them: by number, or by file name in one of the ways that programs write it. */
public final class TestImages {
    /** Columns that name an image by its file. */
    public static final List<String> FILE_COLUMNS =
            List.of("file", "filename", "file_name", "image", "image_name", "path", "image_path", "file_path");

    private final int count;
    private final boolean numbered;
    private final Map<String, Integer> exact = new HashMap<>();
    /** Without regard to case, folders and the ending; -1 where several images are meant. */
    private final Map<String, Integer> loose = new HashMap<>();

    private TestImages(List<String> names, int count, boolean numbered) {
        this.count = count;
        this.numbered = numbered;
        for (int i = 0; i < names.size(); i++) {
            var path = CodePage.nfc(names.get(i));
            var within = path.replaceFirst("(?i)^test/", "");
            exact.put(path, i);
            if (numbered && within.matches("\\d+")) {
                // A row of an array: a number alone is an image's place, wherever its row was.
                continue;
            }
            exact.putIfAbsent(within, i);
            var lower = within.toLowerCase(Locale.ROOT);
            var last = lower.substring(lower.lastIndexOf('/') + 1);
            for (var key : List.of(lower, withoutEnding(lower), last, withoutEnding(last))) {
                int place = i;
                loose.merge(key, i, (a, b) -> a == place ? a : -1);
            }
        }
    }

    /** By number alone. */
    public static TestImages numbered(int count) {
        return new TestImages(List.of(), count, true);
    }

    /** By file name alone: numbers would depend on how files are sorted. */
    public static TestImages named(List<String> names) {
        return new TestImages(names, names.size(), false);
    }

    /** By file name or number; a number never means a file whose name without its ending is a number. */
    public static TestImages of(List<String> names) {
        return new TestImages(names, names.size(), true);
    }

    int count() {
        return count;
    }

    /** The image's place among the test images, or null. */
    public @Nullable Integer find(String id) {
        var name = CodePage.nfc(id).replace('\\', '/').replaceFirst("^(\\./)+", "");
        var found = exact.get(name);
        if (found == null && numbered && name.matches("\\d{1,9}(\\.0+)?")) {
            int number = Integer.parseInt(name.replaceFirst("\\.0+$", ""));
            return number < count ? number : null;
        }
        if (found == null) {
            var lower = name.toLowerCase(Locale.ROOT).replaceFirst("^(.*/)?test/", "");
            int place = loose.getOrDefault(lower, -1);
            found = place < 0 ? null : (Integer) place;
        }
        return found;
    }

    /** What an image is called, for messages about one that isn't there. */
    public String describe() {
        if (numbered) {
            return "the test images are 0 to " + (count - 1) + (exact.isEmpty() ? "" : ", and none has this file name");
        }
        return "there is no such test image; they are named by their files";
    }

    private static String withoutEnding(String name) {
        int dot = name.lastIndexOf('.');
        return dot <= name.lastIndexOf('/') + 1 ? name : name.substring(0, dot);
    }
}
