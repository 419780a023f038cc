package oddboard.dataset;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which data sets somebody wants to see, and in which order.
 *
 * @param words each occurs in the name, description, owner's name or a tag; "" = any
 * @param project that they are in; null = any or none
 */
public record DatasetQuery(
        String words, Show show, @Nullable ProjectId project, Sort sort) {
    /** Archived ones are shown where they are asked for, and nowhere else. */
    public enum Show {
        ALL,
        MINE,
        SHARED,
        FAVORITES,
        DRAFTS,
        ARCHIVED
    }

    /** Newest, last used and most images first; names rise. */
    public enum Sort {
        NEWEST,
        NAME,
        USED,
        IMAGES
    }

    public static final DatasetQuery ALL = new DatasetQuery("", Show.ALL, null, Sort.NEWEST);

    /** As addresses spell it; ALL where there is no such word. */
    public static Show show(String word) {
        for (Show show : Show.values()) {
            if (show.name().equalsIgnoreCase(word)) {
                return show;
            }
        }
        return Show.ALL;
    }

    /** As addresses spell it; NEWEST where there is no such word. */
    public static Sort sort(String word) {
        for (Sort sort : Sort.values()) {
            if (sort.name().equalsIgnoreCase(word)) {
                return sort;
            }
        }
        return Sort.NEWEST;
    }

    /** "" for what is shown without a word. */
    public static String word(Enum<?> choice) {
        return choice.ordinal() == 0 ? "" : choice.name().toLowerCase(Locale.ROOT);
    }
}
