package oddboard.quota;

/**
 * How much of something a person uses and may use.
 *
 * @param limit {@link #NONE} where there is none
 * @param own whether an administrator set it for this person
 */
public record Quota(QuotaKind kind, long used, long limit, boolean own) {
    public static final long NONE = -1;
    private static final double NEAR = 0.8;

    public boolean isLimited() {
        return limit != NONE;
    }

    /** What is left; all there is where there is no limit. */
    public long left() {
        return isLimited() ? Math.max(0, limit - used) : Long.MAX_VALUE;
    }

    /** 0 to 1. */
    public double share() {
        return !isLimited() ? 0 : limit == 0 ? 1 : Math.min(1, (double) used / limit);
    }

    public boolean isFull() {
        return isLimited() && used >= limit;
    }

    public boolean isNear() {
        return isLimited() && share() >= NEAR;
    }

    /** 3.2 GB of 5.0 GB. */
    public String text() {
        return kind.text(used) + (isLimited() ? " of " + kind.text(limit) : ", no limit");
    }
}
