package oddboard.run.ui;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import oddboard.detector.Setting;
import oddboard.ui.Format;
import org.jspecify.annotations.Nullable;

/** Settings as users read and write them. */
public final class SettingText {
    private SettingText() {}

    /** "batchSize" -> "Batch size". */
    public static String label(String name) {
        String spaced = name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        return spaced.substring(0, 1).toUpperCase(Locale.ROOT) + spaced.substring(1);
    }

    /** 2000, 0.001, on, "128, 64, 12". */
    public static String value(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Boolean b -> b ? "on" : "off";
            case List<?> list -> list.stream().map(SettingText::value).collect(Collectors.joining(", "));
            case Number n -> number(n.doubleValue());
            default -> value.toString();
        };
    }

    private static String number(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Math.abs(number) < 1e-3 && number != 0
                        ? Double.toString(number).replace(".0E", "e").replace("E", "e")
                        : Double.toString(number);
    }

    private static String limit(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15 ? Format.count((long) number) : number(number);
    }

    /** "1 to 1,000", "at least 0", or "" where anything goes. */
    public static String range(Setting setting) {
        Double min = setting.min();
        Double max = setting.max();
        if (min != null && max != null) {
            return limit(min) + " to " + limit(max);
        }
        return min != null ? "at least " + limit(min) : max != null ? "at most " + limit(max) : "";
    }

    public static boolean same(@Nullable Object a, @Nullable Object b) {
        return value(a).equals(value(b));
    }
}
