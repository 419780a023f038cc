package oddboard.layout;

import java.util.ArrayList;
import java.util.Locale;
import oddboard.dataset.ImageLabel;

/** A layout in words. */
public final class FolderForm {
    private FolderForm() {}

    /** In one line; the counts are a lower bound where only the beginning of the archive is known. */
    public static String describe(FolderLayout layout, boolean partial) {
        long types = layout.test.stream()
                .filter(i -> i.label() == ImageLabel.ANOMALOUS)
                .map(FolderLayout.Image::folder)
                .distinct()
                .count();
        return (!layout.choices.isEmpty() ? chosen(layout) : layout.isFlat() ? flat(layout) : split(layout))
                + (types > 0 ? " of " + plural((int) types, "type") : "")
                + (layout.masks.count() > 0 ? ", " + plural(layout.masks.count(), "mask") : "")
                + (partial ? " at the archive's beginning; the rest was not read yet" : "");
    }

    private static String chosen(FolderLayout layout) {
        var parts = new ArrayList<String>();
        if (!layout.train.isEmpty()) {
            parts.add(plural(layout.train.size(), "training image"));
        }
        if (layout.isFlat()) {
            parts.add(plural(layout.flat().size(), "normal image") + ", of which a share is held out");
        }
        parts.add(plural(layout.test.size(), "test image"));
        return "Folders as chosen: " + String.join(", ", parts);
    }

    private static String flat(FolderLayout layout) {
        int images = layout.flat().size();
        if (layout.isSorted()) {
            return (layout.listFormat.isEmpty() ? "folders of " : layout.listFormat + ", ")
                    + plural(images, "normal image") + " and " + plural(layout.test.size(), "anomalous one");
        }
        return layout.isTrainAlone()
                ? plural(images, "training image") + ", no test images"
                : "one folder of " + plural(images, "image");
    }

    private static String split(FolderLayout layout) {
        String form = layout.listFormat.isEmpty() ? "MVTec layout" : layout.listFormat;
        if (layout.listFormat.isEmpty() && layout.isPlain()) {
            form = layout.labels.isEmpty() ? "train and test without labels" : "train and test with a label file";
        }
        return form + ", " + plural(layout.train.size(), "training image") + ", "
                + plural(layout.test.size(), "test image");
    }

    public static String plural(int count, String what) {
        return plural(count, what, what + "s");
    }

    public static String plural(int count, String one, String many) {
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? one : many);
    }
}
