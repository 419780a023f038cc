package oddboard.ui;

import java.time.Instant;

/** Figures and times as people read them; the same everywhere. */
public final class Format {
    private Format() {}

    /** Four decimals: 0.8412. */
    public static String auc(double auc) {
        throw new UnsupportedOperationException();
    }

    /** 0.8241 – 0.8583. */
    public static String interval(double low, double high) {
        throw new UnsupportedOperationException();
    }

    /** 12,400. */
    public static String count(long number) {
        throw new UnsupportedOperationException();
    }

    /** Three significant digits of a rate or loss: 0.0383, 412, 2,310. */
    public static String figure(double number) {
        throw new UnsupportedOperationException();
    }

    /** 8 s, 6 min, 2 h 10 min. */
    public static String duration(double seconds) {
        throw new UnsupportedOperationException();
    }

    /** just now, 14 min ago, today 09:12, 3 Nov 2026. */
    public static String ago(Instant then) {
        throw new UnsupportedOperationException();
    }

    /** 1.2 GB. */
    public static String bytes(long bytes) {
        throw new UnsupportedOperationException();
    }
}
