package oddboard.metric;

public final class Ranks {
    private Ranks() {}

    /** Twice the number of elements below {@code value}, plus the number of its equals. */
    static long twicePlace(double[] rising, double value) {
        int below = first(rising, value, false);
        return (long) below + first(rising, value, true);
    }

    /** How many elements are lower than {@code value}, or not higher. */
    private static int first(double[] rising, double value, boolean equalsToo) {
        int from = 0;
        int to = rising.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (rising[middle] < value || equalsToo && rising[middle] == value) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }
}
