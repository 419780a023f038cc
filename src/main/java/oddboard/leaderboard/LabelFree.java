package oddboard.leaderboard;

import org.jspecify.annotations.Nullable;

/**
 * What can be said of an entry without any label; none of it is the truth.
 *
 * @param syntheticAuroc how well it tells held-out training images from the same images with synthetic defects; null where none were
 *     held out, and for submissions
 * @param agreement Spearman's correlation, -1..1, of its scores with those of the other kinds of detector; null where it was not asked
 *     for or there are too few kinds
 */
public record LabelFree(
        @Nullable Double syntheticAuroc, @Nullable Double agreement) {
    public static final LabelFree NONE = new LabelFree(null, null);

    static LabelFree ofSynthetic(@Nullable Double auroc) {
        return auroc == null ? NONE : new LabelFree(auroc, null);
    }
}
