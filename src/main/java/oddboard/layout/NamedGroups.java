package oddboard.layout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;
import oddboard.duplicate.Groups;
import oddboard.layout.FolderLayout.Image;

/** Images that belong together because a list or a pattern of file names says so. */
public final class NamedGroups {
    private final GroupPattern pattern;
    private final String text;

    /** @param text the pattern; "" = lists alone say it */
    public NamedGroups(String text) {
        this.text = text;
        pattern = new GroupPattern(text.isEmpty() ? GroupPattern.GROUP : text);
    }

    /** "" where an image belongs to no group. */
    public String of(Image image) {
        return !image.group().isEmpty() || text.isEmpty() ? image.group() : pattern.group(image.path());
    }

    public Groups join(List<Image> images) {
        var groups = new Groups(images.size());
        var first = new HashMap<String, Integer>();
        for (int i = 0; i < images.size(); i++) {
            var name = of(images.get(i));
            var before = name.isEmpty() ? null : first.putIfAbsent(name, i);
            if (before != null) {
                groups.join(before, i);
            }
        }
        return groups;
    }

    /** "12 groups by the file names ({group}_*.png), 3 images in none"; "" where there are none. */
    public String words(List<Image> images) {
        var names = new HashSet<String>();
        int without = 0;
        boolean listed = false;
        for (var image : images) {
            var name = of(image);
            listed |= !image.group().isEmpty();
            without += name.isEmpty() ? 1 : 0;
            names.add(name);
        }
        names.remove("");
        if (names.isEmpty() && text.isEmpty()) {
            return "";
        }
        return FolderForm.plural(names.size(), "group")
                + (listed ? " by the list" : "")
                + (text.isEmpty() ? "" : (listed ? " and" : " by") + " the file names (" + text + ")")
                + (without > 0 ? ", " + FolderForm.plural(without, "image") + " in none" : "");
    }

    /** What is wrong with a split that the files came with; nothing where it keeps groups together. */
    public List<String> notes(List<Image> train, List<Image> test) {
        var all = new ArrayList<>(train);
        all.addAll(test);
        var words = words(all);
        if (words.isEmpty()) {
            return List.of();
        }
        var both = new TreeSet<String>();
        train.forEach(image -> both.add(of(image)));
        var tested = new HashSet<String>();
        test.forEach(image -> tested.add(of(image)));
        both.retainAll(tested);
        both.remove("");
        if (both.isEmpty()) {
            return List.of(words + ": each is on one side of the split.");
        }
        var some = both.stream().limit(5).toList();
        return List.of(
                words + ": " + FolderForm.plural(both.size(), "has", "have")
                        + " both training and test images (" + String.join(", ", some)
                        + (both.size() > 5 ? ", ..." : "")
                        + "). A detector may know these parts from its training, so that the AUC can be higher than on new ones.");
    }
}
