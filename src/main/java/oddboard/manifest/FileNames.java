package oddboard.manifest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import oddboard.archive.Archive.Member;
import oddboard.common.CodePage;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files that a list names. Lists name them from a folder of their own, on a disk or in a bucket: one rule, which
 * takes a beginning off all names and puts another before them, must find them; a file's own name alone decides nothing.
 */
final class FileNames {
    private static final int PROBES = 5;
    private static final int CANDIDATES = 100;

    private final Map<String, Member> byName = new HashMap<>();
    private final Map<String, List<String>> byLast = new HashMap<>();

    FileNames(List<Member> files) {
        for (var file : files) {
            byName.put(file.name(), file);
            byLast.computeIfAbsent(last(file.name()), n -> new ArrayList<>()).add(file.name());
        }
    }

    /**
     * Puts one beginning of a name in place of another.
     *
     * @param off the old one
     * @param on the new one
     */
    private record Rule(String off, String on) {
        @Nullable String apply(String name) {
            return name.startsWith(off) ? on + name.substring(off.length()) : null;
        }
    }

    /** The files by the names that they are called by; names without a file are left out. */
    Map<String, Member> find(Set<String> names, String list) {
        var folder = list.substring(0, list.lastIndexOf('/') + 1);
        var plain = names.stream().map(FileNames::plain).distinct().toList();
        var rules = new LinkedHashSet<Rule>();
        rules.add(new Rule("", folder));
        rules.add(new Rule("", ""));
        for (int i = 0; i < Math.min(PROBES, plain.size()); i++) {
            rules.addAll(rules(plain.get((int) ((long) i * plain.size() / Math.min(PROBES, plain.size())))));
        }
        var best = rules.stream()
                .max(Comparator.comparingLong((Rule rule) -> found(rule, plain))
                        .thenComparing(rule -> -rule.off.length()))
                .orElseThrow();
        var found = new HashMap<String, Member>();
        for (var name : names) {
            var where = best.apply(plain(name));
            var member = where == null ? null : byName.get(where);
            if (member != null) {
                found.put(name, member);
            }
        }
        return found;
    }

    private long found(Rule rule, List<String> names) {
        return names.stream().map(rule::apply).filter(byName::containsKey).count();
    }

    private List<Rule> rules(String name) {
        var rules = new ArrayList<Rule>();
        for (var candidate : byLast.getOrDefault(last(name), List.of())) {
            if (rules.size() < CANDIDATES) {
                int a = name.length();
                int b = candidate.length();
                // The longest common end that begins with a whole folder or file name.
                int common = 0;
                for (int n = 1; n <= Math.min(a, b) && name.charAt(a - n) == candidate.charAt(b - n); n++) {
                    boolean whole =
                            (n == a || name.charAt(a - n - 1) == '/') && (n == b || candidate.charAt(b - n - 1) == '/');
                    common = whole ? n : common;
                }
                rules.add(new Rule(name.substring(0, a - common), candidate.substring(0, b - common)));
            }
        }
        return rules;
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    private static String plain(String name) {
        return CodePage.nfc(name)
                .replace('\\', '/')
                .replaceFirst("^[a-z][a-z0-9+.-]*://", "")
                .replaceFirst("^(\\./)+", "")
                .replaceFirst("^/+", "");
    }
}
