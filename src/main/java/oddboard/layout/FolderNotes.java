package oddboard.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a report says of an archive of images: what was assumed, and what was passed over. */
public final class FolderNotes {
    /** So many notes of one kind are listed. */
    private static final int LISTED = 100;

    private static final int CHOICES = 30;

    private FolderNotes() {}

    /** @param count of all images */
    public static List<String> of(String archive, FolderLayout layout, int count) {
        var notes = new ArrayList<>(layout.notes);
        if (layout.heldOut() > 0 && layout.isSorted()) {
            notes.add((layout.listFormat.isEmpty() ? "The folders of " : "The lists in ") + archive
                    + " say what is normal, and not what is for training: "
                    + layout.heldOut() + " of the " + layout.flat().size()
                    + " normal images, always the same, are held out as test images.");
        } else if (layout.heldOut() > 0) {
            notes.add((layout.isTrainAlone()
                            ? archive + " has no test images: all "
                            : "Nothing in " + archive
                                    + " says which images are for training and which for testing: all ")
                    + count + " are taken as normal, and " + layout.heldOut()
                    + " of them, always the same, are held out as test images.");
        }
        if (!layout.ignored.isEmpty()) {
            notes.add(FolderForm.plural(layout.ignored.size(), "other file was", "other files were") + " ignored: "
                    + first(layout.ignored) + ".");
        }
        return notes;
    }

    /** What somebody said that the folders are; it tells which test images are anomalous. */
    public static List<String> ofChoices(FolderLayout layout) {
        var chosen = layout.choices.all();
        if (chosen.isEmpty()) {
            return List.of();
        }
        var some = chosen.stream().limit(CHOICES).map(FolderChoice::words).toList();
        return List.of("What these folders are was chosen: " + String.join("; ", some)
                + (chosen.size() > CHOICES ? "; and " + (chosen.size() - CHOICES) + " more." : "."));
    }

    /** @param transparent images by split */
    public static List<String> ofImages(List<String> animated, Map<String, Integer> transparent) {
        var notes = new ArrayList<String>();
        if (!animated.isEmpty()) {
            notes.add(FolderForm.plural(animated.size(), "file holds", "files hold")
                    + " several frames or pages, of which the first alone was taken: " + first(animated) + ".");
        }
        transparent.forEach((split, n) -> notes.add(FolderForm.plural(n, split + " image is", split + " images are")
                + " transparent in places; black shows through there."));
        return notes;
    }

    /** At most so many, and how many more there are. */
    public static List<String> listed(List<String> notes) {
        if (notes.size() <= LISTED) {
            return notes;
        }
        var some = new ArrayList<>(notes.subList(0, LISTED));
        some.add("The same is true of " + FolderForm.plural(notes.size() - LISTED, "more mask.", "more masks."));
        return some;
    }

    private static String first(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(5, names.size()))) + (names.size() > 5 ? ", ..." : "");
    }
}
