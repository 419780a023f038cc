package oddboard.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class FormatTest {
    private static final ZoneId TAIPEI = ZoneId.of("Asia/Taipei");
    private static final Instant NOW = Instant.parse("2026-11-03T04:00:00Z");

    @Test
    void showsAnAucWithFourDecimalsAndItsInterval() {
        assertThat(Format.auc(0.84124)).isEqualTo("0.8412");
        assertThat(Format.auc(1)).isEqualTo("1.0000");
        assertThat(Format.auc(Double.NaN)).isEqualTo("–");
        assertThat(Format.interval(0.8241, 0.85831)).isEqualTo("0.8241 – 0.8583");
        assertThat(Format.interval(Double.NaN, 1)).isEqualTo("–");
    }

    @Test
    void groupsCounts() {
        assertThat(Format.count(12_400)).isEqualTo("12,400");
        assertThat(Format.count(-1_234_567)).isEqualTo("-1,234,567");
        assertThat(Format.count(0)).isEqualTo("0");
    }

    @Test
    void keepsThreeSignificantDigits() {
        assertThat(Format.number(0.03829)).isEqualTo("0.0383");
        assertThat(Format.number(412.3)).isEqualTo("412");
        assertThat(Format.number(2314)).isEqualTo("2,310");
        assertThat(Format.number(9.996)).isEqualTo("10.0");
        assertThat(Format.number(0.9996)).isEqualTo("1.00");
        assertThat(Format.number(-0.5)).isEqualTo("-0.500");
        assertThat(Format.number(0)).isEqualTo("0");
        assertThat(Format.number(0.0000123)).isEqualTo("1.23e-5");
        assertThat(Format.number(Double.NaN)).isEqualTo("–");
        assertThat(Format.number(Double.NEGATIVE_INFINITY)).isEqualTo("−∞");
    }

    @Test
    void saysDurationsInTheirTwoLargestUnits() {
        assertThat(Format.duration(0.42)).isEqualTo("0.4 s");
        assertThat(Format.duration(0.97)).isEqualTo("1 s");
        assertThat(Format.duration(8.2)).isEqualTo("8 s");
        assertThat(Format.duration(59.6)).isEqualTo("1 min");
        assertThat(Format.duration(372)).isEqualTo("6 min");
        assertThat(Format.duration(3599)).isEqualTo("1 h");
        assertThat(Format.duration(7800)).isEqualTo("2 h 10 min");
        assertThat(Format.duration(86_400 * 3 + 3600 * 4)).isEqualTo("3 d 4 h");
        assertThat(Format.duration(Double.NaN)).isEqualTo("–");
    }

    @Test
    void saysWhenInTheReadersOwnDay() {
        assertThat(ago("2026-11-03T03:59:30Z")).isEqualTo("just now");
        assertThat(ago("2026-11-03T03:46:00Z")).isEqualTo("14 min ago");
        assertThat(ago("2026-11-03T01:12:00Z")).isEqualTo("today 09:12");
        // 23:50 of the day before in Taipei, though the same day in UTC is two days before.
        assertThat(ago("2026-11-02T15:50:00Z")).isEqualTo("yesterday 23:50");
        assertThat(ago("2026-10-28T15:50:00Z")).isEqualTo("28 Oct 2026");
        assertThat(ago("2026-11-03T06:00:00Z")).isEqualTo("today 14:00");
    }

    @Test
    void writesMomentsInTheReadersTimeZone() {
        assertThat(Format.moment(Instant.parse("2026-11-02T20:04:05Z"), TAIPEI)).isEqualTo("3 Nov 2026 04:04:05");
        assertThat(Format.timeOfDay(Instant.parse("2026-11-02T20:04:05Z"), TAIPEI))
                .isEqualTo("04:04:05");
    }

    @Test
    void countsBytesInThousands() {
        assertThat(Format.bytes(0)).isEqualTo("0 B");
        assertThat(Format.bytes(999)).isEqualTo("999 B");
        assertThat(Format.bytes(1_200_000_000)).isEqualTo("1.2 GB");
        assertThat(Format.bytes(999_960)).isEqualTo("1.0 MB");
        assertThat(Format.bytes(123_456)).isEqualTo("123 kB");
    }

    @Test
    void isTheSameInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(Format.auc(0.5)).isEqualTo("0.5000");
            assertThat(Format.count(12_400)).isEqualTo("12,400");
            assertThat(ago("2026-10-28T15:50:00Z")).isEqualTo("28 Oct 2026");
        } finally {
            Locale.setDefault(before);
        }
    }

    private static String ago(String then) {
        return Format.ago(Instant.parse(then), NOW, TAIPEI);
    }
}
