package oddboard.ui;

/** The colors of runs; CSS variables {@code --odd-run-0} to {@code --odd-run-7} hold them for light and dark. */
public final class Palette {
    public static final int SIZE = 8;

    private Palette() {}

    /** The same color for the same id everywhere. */
    public static int of(long id) {
        return (int) Math.floorMod(id - 1, SIZE);
    }

    public static String css(int color) {
        return "var(--odd-run-" + Math.floorMod(color, SIZE) + ")";
    }
}
