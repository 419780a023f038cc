package oddboard.common;

/** Text from users' files as messages show it: short, on one line, with nothing in it that turns or hides what follows. */
public final class ShortText {
    private ShortText() {}

    /** @param max code points that are shown; where there are more, "..." follows */
    public static String of(String text, int max) {
        var shown = new StringBuilder();
        text.codePoints().limit(max).forEach(c -> shown.appendCodePoint(isHidden(c) ? '?' : c));
        return text.codePointCount(0, text.length()) > max ? shown + "..." : shown.toString();
    }

    /** Control characters, line separators, and marks that change the direction of writing. */
    public static boolean isHidden(int c) {
        boolean turnsText = c >= 0x200e && c <= 0x200f || c >= 0x2028 && c <= 0x202e || c >= 0x2066 && c <= 0x2069;
        return Character.isISOControl(c) || turnsText;
    }
}
