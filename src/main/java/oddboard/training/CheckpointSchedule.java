package oddboard.training;

/**
 * Says when the next checkpoint is due: the first at once, so that even a run that dies young has something to resume from;
 * then after a quarter of the time so far, at most {@value #MAX_LENGTH} s, and never so often that saving takes over 5 % of the
 * time. All times are nanoseconds of one clock.
 */
final class CheckpointSchedule {
    private static final double MAX_LENGTH = 10;
    private static final double SHORTEST = 1;
    private static final double SHARE = 0.05;

    private final long start;
    private final double first;
    private final double longest;
    private final double share;
    private long last;
    private double cost;
    private boolean any;

    CheckpointSchedule(long start) {
        this(start, 0, MAX_LENGTH, SHARE);
    }

    /**
     * Another pace of the same kind.
     *
     * @param first seconds before the first one
     * @param longest seconds between two, unless the share asks for more
     * @param share of the time, at most
     */
    CheckpointSchedule(long start, double first, double longest, double share) {
        this.start = start;
        this.first = first;
        this.longest = longest;
        this.share = share;
    }

    boolean due(long now) {
        double sinceStart = (now - start) / 1e9;
        double wait = Math.max(Math.clamp(sinceStart / 4, SHORTEST, longest), cost / share);
        return any ? (now - last) / 1e9 >= wait : sinceStart >= first;
    }

    /** A checkpoint, or a try at one, held the training up from {@code begin} to {@code end}. */
    void saved(long begin, long end) {
        any = true;
        last = end;
        cost = (end - begin) / 1e9;
    }
}
