package oddboard.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import oddboard.ui.Format;
import org.jspecify.annotations.Nullable;

/** Numbers and times of reports: none of them depends on who reads, or when. */
final class Words {
    static final String NONE = "–";
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern(
                    "d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private Words() {}

    static String moment(Instant at) {
        return MOMENT.format(at);
    }

    static String share(@Nullable Double value) {
        return value == null ? NONE : Format.auc(value);
    }

    static String interval(@Nullable Double low, @Nullable Double high) {
        return low == null || high == null ? NONE : Format.interval(low, high);
    }

    static String number(@Nullable Double value) {
        return value == null ? NONE : Format.number(value);
    }

    static String count(@Nullable Long value) {
        return value == null ? NONE : Format.count(value);
    }
}
