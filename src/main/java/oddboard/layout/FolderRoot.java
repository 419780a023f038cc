package oddboard.layout;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import oddboard.archive.Archive.Member;
import org.jspecify.annotations.Nullable;

/**
 * Where in an archive the data set lies, whatever stands beside it.
 *
 * @param prefix of its files' names: "" or a path that ends with a slash
 * @param sets the prefixes of all data sets, where there are several
 * @param split whether there is a folder train or test
 */
record FolderRoot(String prefix, List<String> sets, boolean split) {
    private static final int TRAIN = 1;
    private static final int TEST = 2;

    static FolderRoot of(List<Member> files) {
        var parts = new TreeMap<String, Integer>();
        for (var file : files) {
            var name = file.name();
            for (int start = 0, end; (end = name.indexOf('/', start)) >= 0; start = end + 1) {
                var folder = name.substring(start, end).toLowerCase(Locale.ROOT);
                int part = folder.equals("train")
                        ? TRAIN
                        : folder.equals("test") || folder.equals("test_public") ? TEST : 0;
                if (part > 0) {
                    parts.merge(name.substring(0, start), part, (a, b) -> a | b);
                }
            }
        }
        var whole = outermost(parts.entrySet().stream()
                .filter(entry -> entry.getValue() == (TRAIN | TEST))
                .map(Map.Entry::getKey)
                .toList());
        if (!whole.isEmpty()) {
            return new FolderRoot(whole.getFirst(), whole, true);
        }
        if (!parts.isEmpty()) {
            var prefix = parts.keySet().stream()
                    .min(Comparator.comparingInt(String::length))
                    .orElseThrow();
            return new FolderRoot(prefix, List.of(prefix), true);
        }
        var prefix = common(files, file -> FolderNames.isImage(file.name()));
        if (prefix == null) {
            prefix = common(files, file -> file.name().toLowerCase(Locale.ROOT).endsWith(".npy"));
        }
        return new FolderRoot(prefix == null ? "" : prefix, List.of(), false);
    }

    private static List<String> outermost(List<String> prefixes) {
        return prefixes.stream()
                .filter(prefix -> prefixes.stream()
                        .noneMatch(other -> other.length() < prefix.length() && prefix.startsWith(other)))
                .toList();
    }

    private static @Nullable String common(List<Member> files, Predicate<Member> which) {
        String common = null;
        for (var file : files) {
            if (which.test(file)) {
                var folder = file.name().substring(0, file.name().lastIndexOf('/') + 1);
                common = common == null ? folder : both(common, folder);
            }
        }
        return common;
    }

    private static String both(String a, String b) {
        int end = 0;
        for (int i = 0; i < Math.min(a.length(), b.length()) && a.charAt(i) == b.charAt(i); i++) {
            end = a.charAt(i) == '/' ? i + 1 : end;
        }
        return a.substring(0, end);
    }
}
