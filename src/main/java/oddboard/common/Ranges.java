package oddboard.common;

import java.util.BitSet;

/**
 * Numbers and ranges such as {@code 3,17-20}, taken for what is below a limit: however often and however far they reach, they
 * take no more memory than a bit for each number below the limit.
 *
 * @param inside those named that are below the limit
 * @param beyond one that is named and not below the limit, or -1
 */
public record Ranges(BitSet inside, int beyond) {
    /** Characters of a text of ranges. */
    public static final int MAX_LENGTH = 500_000;

    private static final int MAX_DIGITS = 9;

    /**
     * @param limit above the largest number that is taken
     * @throws NumberFormatException where the text has another form, or is longer than {@link #MAX_LENGTH}
     */
    public static Ranges read(String text, int limit) {
        if (text.length() > MAX_LENGTH) {
            throw new NumberFormatException("too long");
        }
        BitSet inside = new BitSet(limit);
        int beyond = -1;
        int at = 0;
        while (at <= text.length()) {
            int comma = text.indexOf(',', at);
            int end = comma < 0 ? text.length() : comma;
            int dash = text.indexOf('-', at, end);
            int middle = dash < 0 ? end : dash;
            int from = number(text, at, middle);
            int to = middle == end ? from : number(text, middle + 1, end);
            if (from <= to && to >= limit) {
                beyond = Math.max(from, limit);
            }
            if (from < limit && from <= to) {
                inside.set(from, Math.min(to, limit - 1) + 1);
            }
            at = end + 1;
        }
        return new Ranges(inside, beyond);
    }

    private static int number(String text, int from, int to) {
        if (to - from < 1 || to - from > MAX_DIGITS) {
            throw new NumberFormatException("no number");
        }
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new NumberFormatException("no digit");
            }
            number = 10 * number + digit;
        }
        return number;
    }
}
