package oddboard.image;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which values are black and white; what lies between them is linear, what lies outside is cut off. */
public record ValueRange(double from, double to) {
    public static final ValueRange UNIT = new ValueRange(0, 1);
    public static final ValueRange SIGNED = new ValueRange(-1, 1);
    public static final ValueRange BYTE = new ValueRange(0, 255);

    private static final String NUMBER = "([-+]?\\d{1,12}(?:\\.\\d{1,12})?)";
    private static final Pattern WORDS = Pattern.compile("\\s*" + NUMBER + "\\s*(?:\\.\\.|to)\\s*" + NUMBER + "\\s*");

    /** 0 to 255, rounded. */
    public byte level(double value) {
        // One multiplication: a value that lies between two levels must not go up here and down there.
        return (byte) Math.clamp(Math.round(value * factor() + offset()), 0, 255);
    }

    /** Levels per unit of the value. */
    double factor() {
        return 255 / (to - from);
    }

    double offset() {
        return from == 0 ? 0 : -from * factor();
    }

    /** "0..4095" or "-1 to 1"; null where the text is no such range. */
    public static @Nullable ValueRange parse(String text) {
        var matcher = WORDS.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        double from = Double.parseDouble(matcher.group(1));
        double to = Double.parseDouble(matcher.group(2));
        return from < to ? new ValueRange(from, to) : null;
    }

    /** "0 to 4095". */
    public String words() {
        return format(from) + " to " + format(to);
    }

    public static String format(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
        return new BigDecimal(value)
                .round(whole ? MathContext.UNLIMITED : new MathContext(7))
                .stripTrailingZeros()
                .toPlainString();
    }
}
