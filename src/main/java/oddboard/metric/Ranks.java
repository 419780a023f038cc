package oddboard.metric;

public final class Ranks {
    private Ranks() {}

    /** Twice the number of elements below {@code value}, plus the number of its equals. */
    static long twicePlace(double[] ascending, double value) {
        int below = first(ascending, value, false);
        return (long) below + first(ascending, value, true);
    }

    /** How many elements are lower than {@code value}, or not higher. */
    private static int first(double[] ascending, double value, boolean equalsToo) {
        int from = 0;
        int to = ascending.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (ascending[middle] < value || equalsToo && ascending[middle] == value) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }
}
