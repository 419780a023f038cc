package oddboard.common;

import java.util.regex.Pattern;

/**
 * Text as a cell of a CSV file that a spreadsheet may open. Text that would be taken for a formula is led by an
 * apostrophe; so is text that looks like guarded text already, so that {@link #unguard} always gives back the original.
 */
public final class Csv {
    private static final Pattern FORMULA =
            Pattern.compile("'*[=+\\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20].*", Pattern.DOTALL);
    private static final Pattern PLAIN = Pattern.compile("[\\w ./'-]*");

    private Csv() {}

    /** Guarded, and quoted where it must be. */
    public static String cell(String text) {
        String safe = guard(text);
        return PLAIN.matcher(safe).matches() ? safe : quote(safe);
    }

    /** Guarded, and quoted in any case. */
    public static String quotedCell(String text) {
        return quote(guard(text));
    }

    /** For a writer that quotes by itself. */
    public static String guard(String text) {
        return FORMULA.matcher(text).matches() ? "'" + text : text;
    }

    /** The text that {@link #guard} was given. */
    public static String unguard(String cell) {
        return cell.startsWith("'") && FORMULA.matcher(cell).matches() ? cell.substring(1) : cell;
    }

    private static String quote(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}
