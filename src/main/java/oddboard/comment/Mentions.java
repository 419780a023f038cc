package oddboard.comment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import oddboard.account.UserId;

/** Finds names after an @ in a text: of several that fit, the longest, whatever their letters' case. */
final class Mentions {
    private final List<Map.Entry<String, UserId>> longestFirst;

    Mentions(Map<String, UserId> people) {
        longestFirst = people.entrySet().stream()
                .sorted(Comparator.comparing(
                                (Map.Entry<String, UserId> p) -> -p.getKey().length())
                        .thenComparing(Map.Entry::getKey))
                .toList();
    }

    /**
     * @param start place of the @
     * @param end place after the name
     */
    record Mention(int start, int end, String name, UserId who) {}

    List<Mention> in(String text) {
        List<Mention> found = new ArrayList<>();
        String small = text.toLowerCase(Locale.ROOT);
        // Some letters have another length in lower case; then the text is read as it stands.
        String read = small.length() == text.length() ? small : text;
        for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
            int start = at;
            if (start > 0 && isOfName(text.charAt(start - 1))) {
                continue; // an e-mail address
            }
            named(read, start)
                    .ifPresent(p ->
                            found.add(new Mention(start, start + 1 + p.getKey().length(), p.getKey(), p.getValue())));
        }
        return found;
    }

    private Optional<Map.Entry<String, UserId>> named(String read, int start) {
        return longestFirst.stream()
                .filter(p -> {
                    int end = start + 1 + p.getKey().length();
                    return read.regionMatches(
                                    true, start + 1, p.getKey(), 0, p.getKey().length())
                            && (end == read.length() || !isOfName(read.charAt(end)));
                })
                .findFirst();
    }

    private static boolean isOfName(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || Character.isSurrogate(c);
    }
}
