package oddboard.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import oddboard.archive.Archive;
import oddboard.common.InputException;
import oddboard.duplicate.Groups;
import oddboard.layout.FolderForm;
import oddboard.layout.FolderLayout;
import oddboard.layout.NamedGroups;

/** Chooses which images of a set without a split become test images. What belongs together stays on one side. */
final class HoldOut {
    private HoldOut() {}

    /** @throws InputException where all images belong to one group */
    static void make(Archive archive, FolderLayout layout, ImportSpec spec, Path folder, BooleanSupplier goOn)
            throws IOException {
        var images = new ArrayList<>(layout.flat());
        images.addAll(layout.test);
        int loose = layout.flat().size();
        var named = new NamedGroups(spec.grouping().pattern());
        var alike = named.join(images);
        var joined = AlikeImages.join(archive, images, folder.resolve("alike"), alike, goOn);
        var byName = named.join(images).all();
        var groups = alike.all();
        var notes = new ArrayList<String>();
        var words = named.words(images);
        if (!words.isEmpty()) {
            notes.add(words + ": each is kept on one side of the split.");
        }
        boolean splits = splits(groups, loose);
        int copies = joined.copies();
        if (joined.crops() > 0 && splits) {
            notes.add(
                    FolderForm.plural(joined.crops(), "image shows", "images show")
                            + " parts of pictures that others show, too, as overlapping crops do; they are kept on one side of the split.");
        }
        if (copies > 0 && splits) {
            notes.add(FolderForm.plural(copies, "image is a near duplicate", "images are near duplicates")
                    + " of others; they are kept on one side of the split.");
        } else if (joined.any() && !splits) {
            copies += joined.crops();
            groups = byName;
            notes.add(FolderForm.plural(copies, "image looks like another one", "images look like others")
                    + ", so many that they can't all be kept on one side of the split: it separates near duplicates,"
                    + " and the AUC may be higher than on new images. Name groups by a pattern of file names or a"
                    + " column \"group\".");
        }
        layout.holdOut(chosen(groups, loose, spec.holdOut(), spec.grouping().seed(), archive.file()));
        layout.notes.addAll(notes);
    }

    /** Whether half of the images at most must be on the same side. */
    private static boolean splits(List<List<Integer>> groups, int loose) {
        int tested = 0;
        int largest = 0;
        for (var group : groups) {
            int size = (int) group.stream().filter(i -> i < loose).count();
            if (size < group.size()) {
                tested += size;
            } else {
                largest = Math.max(largest, size);
            }
        }
        return Math.max(tested, largest) <= loose / 2;
    }

    /**
     * @param groups of places; those from {@code loose} on are test images already, and take their groups with them
     * @return places below {@code loose}; the share as nearly as whole groups allow, never more but for one group
     */
    static Set<Integer> chosen(List<List<Integer>> groups, int loose, double share, long seed, String archive) {
        var chosen = new HashSet<Integer>();
        var open = new ArrayList<List<Integer>>();
        for (var group : groups) {
            if (group.getLast() < loose) {
                open.add(group);
            } else {
                group.stream().filter(i -> i < loose).forEach(chosen::add);
            }
        }
        Collections.shuffle(open, new Random(seed));
        int most = (int) Math.clamp(Math.round(share * loose), 1, loose - 1);
        for (var group : open) {
            if (chosen.size() + group.size() <= most) {
                chosen.addAll(group);
            }
        }
        if (chosen.isEmpty() && open.size() > 1) {
            chosen.addAll(Collections.min(open, (a, b) -> Integer.compare(a.size(), b.size())));
        }
        if (chosen.isEmpty() || chosen.size() == loose) {
            throw new InputException(
                    "HOLD_OUT_GROUPS",
                    archive,
                    "groupPattern",
                    "All normal images of " + archive + " are in one group"
                            + (chosen.isEmpty() ? "" : " with test images")
                            + ", so that none can be held out; choose another pattern of groups.");
        }
        return chosen;
    }

    static List<List<Integer>> singles(int count) {
        return new Groups(count).all();
    }
}
