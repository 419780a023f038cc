package oddboard.layout;

import java.util.regex.Pattern;
import oddboard.common.InputException;

/**
 * Which images belong together, by their file names: {@code {group}_*.png} takes what stands before an underscore. The rest
 * of the pattern is as it stands, {@code *} is any characters but a slash, and a slash means a folder:
 * {@code {group}/*} takes the folder that the file lies in.
 */
final class GroupPattern {
    static final String GROUP = "{group}";
    /** Each wildcard more makes matching a long name slower by the length of the name. */
    private static final int MAX_STARS = 2;

    static final int MAX_LENGTH = 200;
    /** Longer names fit no pattern, for the same reason. */
    private static final int MAX_NAME = 300;

    private final Pattern pattern;
    private final int folders;

    /** @throws InputException where it is no pattern */
    GroupPattern(String text) {
        int at = text.indexOf(GROUP);
        long stars = text.chars().filter(c -> c == '*').count();
        if (at < 0 || text.indexOf(GROUP, at + 1) >= 0 || stars > MAX_STARS || text.length() > MAX_LENGTH) {
            throw new InputException(
                    "GROUP_PATTERN",
                    "",
                    "groupPattern",
                    "The pattern of groups names {group} once and has at most " + MAX_STARS + " stars and " + MAX_LENGTH
                            + " characters, such as {group}_*.png.");
        }
        pattern = Pattern.compile(
                literal(text.substring(0, at)) + "([^/]+?)" + literal(text.substring(at + GROUP.length())),
                Pattern.DOTALL);
        folders = (int) text.chars().filter(c -> c == '/').count();
    }

    private static String literal(String text) {
        var regex = new StringBuilder();
        for (var part : text.splitWithDelimiters("\\*", 0)) {
            regex.append(part.equals("*") ? "[^/]*?" : part.isEmpty() ? "" : Pattern.quote(part));
        }
        return regex.toString();
    }

    /** @return "" where the name does not fit */
    String group(String path) {
        int start = path.length();
        for (int i = 0; i <= folders && start >= 0; i++) {
            start = path.lastIndexOf('/', start - 1);
        }
        var name = path.substring(start + 1);
        var match = pattern.matcher(name);
        return name.length() <= MAX_NAME && match.matches() ? match.group(1) : "";
    }
}
