package oddboard.layout;

import oddboard.common.InputException;

/**
 * Which images stay on one side of the split.
 *
 * @param seed draws the test images where nothing says which they are
 * @param pattern of file names, such as {@code {group}_*.png}; "" = lists and near duplicates alone
 */
public record Grouping(long seed, String pattern) {
    public static final long DEFAULT_SEED = 20;
    public static final Grouping NONE = new Grouping(DEFAULT_SEED, "");

    /** @throws InputException where this is no pattern */
    public static void check(String pattern) {
        if (!pattern.isEmpty()) {
            new GroupPattern(pattern);
        }
    }
}
