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

    /** What no name may have, and marks of a direction. */
    public static boolean isHidden(int c) {
        return PlainText.isHidden(c) || c == 0x200e || c == 0x200f;
    }
}
