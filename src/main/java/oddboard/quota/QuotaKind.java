package oddboard.quota;

import java.util.Locale;
import oddboard.ui.Format;

/** What there is a limit of; its unit is that of uses and limits alike. */
public enum QuotaKind {
    /** Bytes. */
    STORAGE("Storage", "bytes"),
    /** Jobs that wait. */
    QUEUED("Jobs in the queue", "jobs"),
    /** Jobs that run at a time. */
    RUNNING("Jobs running at a time", "jobs"),
    /** Seconds on a GPU in this calendar month (UTC). */
    GPU_HOURS("GPU hours this month", "seconds");

    private static final double HOUR = 3600;
    private final String title;
    private final String unit;

    QuotaKind(String title, String unit) {
        this.title = title;
        this.unit = unit;
    }

    public String title() {
        return title;
    }

    public String unit() {
        return unit;
    }

    /** As the API and the database call it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String text(long amount) {
        return switch (this) {
            case STORAGE -> Format.bytes(amount);
            case QUEUED, RUNNING -> Format.count(amount);
            case GPU_HOURS ->
                amount % 3600 == 0 ? Format.count(amount / 3600) : Format.number(Math.round(amount / HOUR * 10) / 10.0);
        };
    }
}
