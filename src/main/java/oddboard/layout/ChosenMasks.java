package oddboard.layout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import oddboard.archive.Archive.Member;
import oddboard.common.InputException;
import oddboard.layout.FolderLayout.Image;

/**
 * Masks in folders of any name, by the test image that is called as they are: {@code 7.png}, {@code 7_mask.png}, or any name
 * in a folder {@code 7}. Of several such images the one counts in whose folders the mask's are found again.
 */
final class ChosenMasks {
    private final String archive;
    private final Map<String, List<Image>> test = new HashMap<>();
    private final Set<String> others = new HashSet<>();

    /** @param folder that was chosen, in which or below which it lies */
    record Mask(Member entry, String folder) {
        String stem() {
            return ChosenMasks.stem(entry.name());
        }

        /** Name of the folder in which it lies, where that is below the chosen one; else "". */
        String parent() {
            var directory = FolderChoices.directory(entry.name());
            return directory.equals(folder) ? "" : ChosenMasks.stem(directory + "/");
        }

        private static List<String> parts(String directory) {
            return directory.isEmpty() ? List.of() : List.of(directory.split("/"));
        }

        /** How well an image's place is its own: names of folders that both end with, then that both start with. */
        int nearness(Image image) {
            var own = parts(FolderChoices.directory(entry.name()));
            var its = parts(FolderChoices.directory(image.entry().name()));
            int below = own.size() - parts(folder).size();
            int end = 0;
            while (end < Math.min(below, its.size())
                    && own.get(own.size() - 1 - end).equals(its.get(its.size() - 1 - end))) {
                end++;
            }
            int start = 0;
            while (start < Math.min(own.size(), its.size()) && own.get(start).equals(its.get(start))) {
                start++;
            }
            return end * 1_000 + Math.min(start, 999);
        }
    }

    ChosenMasks(String archive, List<Image> test, List<Image> others) {
        this.archive = archive;
        test.forEach(image -> this.test
                .computeIfAbsent(stem(image.path()), s -> new ArrayList<>())
                .add(image));
        others.forEach(image -> this.others.add(stem(image.path())));
    }

    void match(List<Mask> masks, MaskFiles to, List<InputException> faults, List<String> notes) {
        masks.sort(Comparator.comparing(mask -> mask.entry().name()));
        int unused = 0;
        for (var mask : masks) {
            var plain = MaskFiles.SUFFIX.matcher(mask.stem()).replaceFirst("");
            boolean part = !test.containsKey(mask.stem()) && !test.containsKey(plain);
            var images = nearest(
                    mask,
                    test.getOrDefault(
                            mask.stem(), test.getOrDefault(plain, test.getOrDefault(mask.parent(), List.of()))));
            if (images.size() == 1) {
                to.give(mask.entry(), images.getFirst(), part);
            } else if (images.size() > 1) {
                notes.add(mask.entry().name() + " is left out: " + images.size() + " test images have its name.");
            } else if (others.contains(mask.stem()) || others.contains(plain) || others.contains(mask.parent())) {
                unused++;
            } else {
                faults.add(new InputException(
                        "MASK_WITHOUT_IMAGE",
                        archive,
                        mask.entry().name(),
                        mask.entry().name() + " in " + archive
                                + " lies in a folder of masks, and no test image is called " + plain + "."));
            }
        }
        if (unused > 0) {
            notes.add(FolderForm.plural(unused, "mask is", "masks are") + " not used: they are of normal images.");
        }
    }

    private static List<Image> nearest(Mask mask, List<Image> images) {
        int best = images.stream().mapToInt(mask::nearness).max().orElse(0);
        return images.stream().filter(image -> mask.nearness(image) == best).toList();
    }

    private static String stem(String path) {
        var key = MaskFiles.key(path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
        return key.substring(key.lastIndexOf('/') + 1);
    }
}
