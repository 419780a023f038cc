package oddboard.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a report says of an archive of images: what was assumed, and what was passed over. */
final class FolderNotes {
    /** So many notes of one kind are listed. */
    private static final int LISTED = 100;

    private FolderNotes() {}

    /** @param count of all images */
    static List<String> of(String archive, FolderLayout layout, int count) {
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

    /** @param transparent images by split */
    static List<String> ofImages(List<String> animated, Map<String, Integer> transparent) {
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
    static List<String> listed(List<String> notes) {
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
