package oddboard.ui;

import com.vaadin.flow.component.UI;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers and times as users read them; the same everywhere. */
public final class Format {
    private static final String NONE = "–";
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("d MMM uuuu HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter TIME_OF_DAY = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH);
    private static final String[] BYTE_UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};

    private Format() {}

    /** Four decimals, never rounded up: what reads 0.7462 has reached 0.7462. Every AUC is written by this. */
    public static String auc(double auc) {
        return Double.isFinite(auc)
                ? BigDecimal.valueOf(auc).setScale(4, RoundingMode.FLOOR).toPlainString()
                : NONE;
    }

    /** Four decimals of another share, rate or spread: 0.0512. */
    public static String share(double share) {
        return Double.isFinite(share) ? decimal("0.0000", share) : NONE;
    }

    /** 0.8241 – 0.8583. */
    public static String interval(double low, double high) {
        return Double.isFinite(low) && Double.isFinite(high) ? auc(low) + " – " + auc(high) : NONE;
    }

    /** 12,400. */
    public static String count(long number) {
        return decimal("#,##0", number);
    }

    /** Three significant digits of a rate or loss: 0.0383, 412, 2,310. */
    public static String number(double number) {
        if (Double.isNaN(number)) {
            return NONE;
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "∞" : "−∞";
        }
        if (number == 0) {
            return "0";
        }
        var rounded = new BigDecimal(number).round(new MathContext(3, RoundingMode.HALF_EVEN));
        double size = Math.abs(rounded.doubleValue());
        if (size < 0.0001 || size >= 1e9) {
            return decimal("0.00E0", number).replace('E', 'e');
        }
        int decimals = Math.max(0, 2 - (int) Math.floor(Math.log10(size)));
        return decimal("#,##0" + (decimals == 0 ? "" : "." + "0".repeat(decimals)), rounded);
    }

    /** 0.4 s, 8 s, 6 min, 2 h 10 min, 3 d 4 h. */
    public static String duration(double seconds) {
        if (!Double.isFinite(seconds) || seconds < 0) {
            return NONE;
        }
        if (seconds < 0.95) {
            return seconds < 0.05 ? "0 s" : decimal("0.0", seconds) + " s";
        }
        long whole = Math.round(seconds);
        if (whole < 60) {
            return whole + " s";
        }
        long minutes = Math.round(seconds / 60);
        if (minutes < 60) {
            return minutes + " min";
        }
        return minutes < 24 * 60
                ? two(minutes / 60, "h", minutes % 60, "min")
                : two(Math.round(minutes / 60.0) / 24, "d", Math.round(minutes / 60.0) % 24, "h");
    }

    /** just now, 14 min ago, today 09:12, 3 Nov 2026; in the time zone of the browser it is shown in. */
    public static String ago(Instant then) {
        return ago(then, Instant.now(), zone(UI.getCurrent()));
    }

    static String ago(Instant then, Instant now, ZoneId zone) {
        long seconds = Duration.between(then, now).toSeconds();
        if (Math.abs(seconds) < 60) {
            return "just now";
        }
        if (seconds > 0 && seconds < 3600) {
            return seconds / 60 + " min ago";
        }
        ZonedDateTime at = then.atZone(zone);
        long days = ChronoUnit.DAYS.between(at.toLocalDate(), now.atZone(zone).toLocalDate());
        String time = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH).format(at);
        if (days == 0) {
            return "today " + time;
        }
        if (days == 1) {
            return "yesterday " + time;
        }
        return DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH).format(at);
    }

    /** 3 Nov 2026 12:04:05; in the time zone of the browser it is shown in. */
    public static String moment(Instant at) {
        return moment(at, zone(UI.getCurrent()));
    }

    static String moment(Instant at, ZoneId zone) {
        return MOMENT.format(at.atZone(zone));
    }

    /** 12:04:05; in the time zone of the browser it is shown in. */
    public static String timeOfDay(Instant at) {
        return timeOfDay(at, zone(UI.getCurrent()));
    }

    static String timeOfDay(Instant at, ZoneId zone) {
        return TIME_OF_DAY.format(at.atZone(zone));
    }

    /** 1.2 GB. */
    public static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (Math.abs(value) >= 999.5 && unit < BYTE_UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return decimal(unit == 0 || Math.abs(value) >= 99.95 ? "0" : "0.0", value) + " " + BYTE_UNITS[unit];
    }

    private static ZoneId zone(@Nullable UI ui) {
        var details = ui == null ? null : ui.getPage().getExtendedClientDetails();
        String id = details == null ? null : details.getTimeZoneId();
        if (id == null || id.isBlank()) {
            return ZoneId.systemDefault();
        }
        try {
            return ZoneId.of(id);
        } catch (DateTimeException unknown) {
            return ZoneId.systemDefault();
        }
    }

    private static String two(long large, String largeUnit, long small, String smallUnit) {
        return large + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }

    private static String decimal(String pattern, Number number) {
        var format = new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setRoundingMode(RoundingMode.HALF_EVEN);
        return format.format(number);
    }
}
