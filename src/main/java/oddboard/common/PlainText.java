package oddboard.common;

/**
 * The one rule for names and texts that users enter: nothing in them that can't be seen and changes how the rest is shown.
 * A name is one line; a text may have line breaks and tabs.
 */
public final class PlainText {
    private PlainText() {}

    /** Control characters, line and paragraph separators, and what embeds, overrides or isolates a direction of writing. */
    public static boolean isHidden(int c) {
        return Character.isISOControl(c)
                || c >= 0x2028 && c <= 0x202e
                || c >= 0x2066 && c <= 0x2069
                || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }

    public static boolean isLine(String name) {
        return name.codePoints().noneMatch(PlainText::isHidden);
    }

    public static boolean isText(String text) {
        return text.replace("\r\n", "\n").codePoints().noneMatch(c -> isHidden(c) && !breaks(c));
    }

    private static boolean breaks(int c) {
        return c == '\n' || c == '\t' || c == 0x2028 || c == 0x2029;
    }

    /**
     * Without blanks around it.
     *
     * @throws InputException where it is no text
     */
    public static String text(String given, String field) {
        String text = given.strip();
        if (!isText(text)) {
            throw refusal(field);
        }
        return text;
    }

    /**
     * Without blanks around it.
     *
     * @throws InputException where it is no line
     */
    public static String line(String given, String field) {
        String line = given.strip();
        if (!isLine(line)) {
            throw refusal(field);
        }
        return line;
    }

    public static InputException refusal(String field) {
        return new InputException(
                "TEXT_INVALID",
                "",
                field,
                "The " + field
                        + " has a character that can't be seen, such as a control character or one that turns the"
                        + " direction of writing; remove it.");
    }

    /** With a blank in place of each that a name can't have: what files say is not refused for it. */
    public static String spaced(String name) {
        var line = new StringBuilder();
        name.codePoints().forEach(c -> line.appendCodePoint(isHidden(c) ? ' ' : c));
        return line.toString();
    }
}
