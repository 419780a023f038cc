package oddboard.quota.ui;

import java.math.BigDecimal;
import java.util.Locale;
import oddboard.quota.Quota;
import oddboard.quota.QuotaKind;
import org.jspecify.annotations.Nullable;

/** Limits as an administrator writes them: storage in GB, GPU time in hours, the others as they are. */
final class LimitText {
    private LimitText() {}

    private static BigDecimal scale(QuotaKind kind) {
        return BigDecimal.valueOf(
                switch (kind) {
                    case STORAGE -> 1_000_000_000L;
                    case GPU_HOURS -> 3600;
                    case QUEUED, RUNNING -> 1;
                });
    }

    static String suffix(QuotaKind kind) {
        return switch (kind) {
            case STORAGE -> "GB";
            case GPU_HOURS -> "h";
            case QUEUED, RUNNING -> "jobs";
        };
    }

    static String hint(QuotaKind kind) {
        return ", in " + suffix(kind) + "; empty = as usual, none = no limit";
    }

    static String of(QuotaKind kind, long limit) {
        return limit == Quota.NONE ? "no limit" : kind.text(limit);
    }

    static String input(QuotaKind kind, long limit) {
        return limit == Quota.NONE
                ? "none"
                : BigDecimal.valueOf(limit)
                        .divide(scale(kind), 3, java.math.RoundingMode.HALF_EVEN)
                        .stripTrailingZeros()
                        .toPlainString();
    }

    /** @return null for the usual limit */
    static @Nullable Long parse(QuotaKind kind, String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (word.isEmpty()) {
            return null;
        }
        if (word.equals("none")) {
            return Quota.NONE;
        }
        if (!word.matches(kind == QuotaKind.STORAGE ? "\\d{1,9}(\\.\\d{1,3})?" : "\\d{1,9}")) {
            throw new IllegalArgumentException("Write a " + (kind == QuotaKind.STORAGE ? "number" : "whole number")
                    + ", \"none\" for no limit, or nothing for the usual one.");
        }
        return new BigDecimal(word).multiply(scale(kind)).longValueExact();
    }
}
