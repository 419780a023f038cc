package oddboard.run;

/**
 * Says when the next checkpoint is due: the first at once, so that even a run that dies young has something to go on from;
 * then after a quarter of the time so far, at most {@value #LONGEST} s, and never so often that saving takes over 5 % of the
 * time. All times are nanoseconds of one clock.
 */
final class Pace {
    private static final double LONGEST = 10;
    private static final double SHORTEST = 1;
    private static final double SHARE = 0.05;

    private final long start;
    private long last;
    private double cost;
    private boolean any;

    Pace(long start) {
        this.start = start;
    }

    boolean due(long now) {
        double sinceStart = (now - start) / 1e9;
        double wait = Math.max(Math.clamp(sinceStart / 4, SHORTEST, LONGEST), cost / SHARE);
        return !any || (now - last) / 1e9 >= wait;
    }

    /** A checkpoint, or a try at one, held the training up from {@code begin} to {@code end}. */
    void saved(long begin, long end) {
        any = true;
        last = end;
        cost = (end - begin) / 1e9;
    }
}
