package oddboard.layout;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import oddboard.archive.Archive.Member;
import oddboard.common.InputException;
import oddboard.manifest.MaskSource;

/**
 * Masks of an archive by the test image that they belong to: {@code ground_truth/<type>/<id>_mask.png} to
 * {@code test/<type>/<id>.*}, at any depth, or several to one image in a folder of its name:
 * {@code ground_truth/<type>/<id>/<n>.png}. Where there is no such image, folders between the type and the id are passed
 * over.
 */
public final class MaskFiles {
    static final Pattern SUFFIX = Pattern.compile("[_-](mask|gt|segmentation|seg)$", Pattern.CASE_INSENSITIVE);
    private static final Pattern IMAGE =
            Pattern.compile(".*\\.(png|jpe?g|bmp|gif|tiff?|webp)", Pattern.CASE_INSENSITIVE);

    private final String archive;
    private final List<Mask> masks = new ArrayList<>();
    private final Map<String, List<MaskSource>> byImage = new HashMap<>();
    private final List<InputException> faults = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private int given;
    private final List<ChosenMasks.Mask> chosen = new ArrayList<>();
    /** Images that have got chosen masks of which there may be more. */
    private final Set<String> several = new HashSet<>();

    private final Set<String> names = new HashSet<>();

    /** @param key folders below ground_truth and the name, without the file's ending */
    private record Mask(Member entry, String key) {
        String plain() {
            return SUFFIX.matcher(key).replaceFirst("");
        }

        String folder() {
            return key.substring(0, Math.max(0, key.lastIndexOf('/')));
        }

        String shallow() {
            return MaskFiles.shallow(plain());
        }
    }

    MaskFiles(String archive) {
        this.archive = archive;
    }

    /** Of a folder that somebody said holds masks. */
    void addChosen(Member entry, String folder) {
        chosen.add(new ChosenMasks.Mask(entry, folder));
    }

    void removeIf(Predicate<Member> which) {
        masks.removeIf(mask -> which.test(mask.entry));
    }

    boolean has(Member entry) {
        if (names.isEmpty()) {
            masks.forEach(mask -> names.add(mask.entry.name()));
            byImage.values().forEach(all -> all.forEach(mask -> names.add(mask.name())));
        }
        return names.contains(entry.name());
    }

    /** @return whether its place and name are those of a mask */
    boolean add(Member entry, String[] parts) {
        var below = String.join("/", List.of(parts).subList(1, parts.length));
        if (!IMAGE.matcher(below).matches()) {
            return false;
        }
        masks.add(new Mask(entry, key(below)));
        return true;
    }

    /** Gives an image the masks that a list names for it. */
    void give(FolderLayout.Image image, List<MaskSource> listed) {
        byImage.computeIfAbsent(image.path(), p -> new ArrayList<>()).addAll(listed);
        given += listed.size();
    }

    int count() {
        return masks.size() + chosen.size() + given;
    }

    /** Masks of one image; together they mark what is anomalous in it. */
    public List<MaskSource> of(FolderLayout.Image image) {
        return byImage.getOrDefault(image.path(), List.of());
    }

    /** Masks that belong to no image, or not to it alone. */
    public List<InputException> faults() {
        return faults;
    }

    /** What was assumed, mask by mask. */
    public List<String> notes() {
        return notes;
    }

    /** Finds out what belongs together, once all files are known. */
    void match(List<FolderLayout.Image> test, List<FolderLayout.Image> train, List<FolderLayout.Image> normal) {
        var exact = new HashMap<String, List<FolderLayout.Image>>();
        var shallow = new HashMap<String, List<FolderLayout.Image>>();
        for (var image : test) {
            var key = key(image.path().substring(image.path().indexOf('/') + 1));
            exact.computeIfAbsent(key, k -> new ArrayList<>()).add(image);
            shallow.computeIfAbsent(shallow(key), k -> new ArrayList<>()).add(image);
        }
        var parts = new HashSet<String>();
        masks.sort(Comparator.comparing(Mask::key));
        for (var mask : masks) {
            var images = exact.getOrDefault(mask.key, exact.getOrDefault(mask.plain(), List.of()));
            boolean part = images.isEmpty() && exact.containsKey(mask.folder());
            if (part) {
                images = exact.getOrDefault(mask.folder(), List.of());
            } else if (images.isEmpty() && mask.plain().equals(mask.shallow())) {
                images = shallow.getOrDefault(mask.plain(), List.of());
            }
            give(mask.entry, images, part, parts);
            if (images.isEmpty()) {
                lost(mask);
            }
        }
        var others = new ArrayList<>(train);
        others.addAll(normal);
        new ChosenMasks(archive, test, others).match(chosen, this, faults, notes);
    }

    /** Gives an image a mask that it alone has. */
    void give(Member mask, FolderLayout.Image image, boolean part) {
        give(mask, List.of(image), part, several);
    }

    /** @param parts images that have got masks of which there may be more */
    private void give(Member mask, List<FolderLayout.Image> images, boolean part, Set<String> parts) {
        var paths = images.stream().map(FolderLayout.Image::path).collect(Collectors.toCollection(LinkedHashSet::new));
        if (paths.stream().anyMatch(path -> byImage.containsKey(path) && !(part && parts.contains(path)))) {
            faults.add(new InputException(
                    "MASK_TWICE",
                    archive,
                    mask.name(),
                    mask.name() + " in " + archive + " is a second mask for the same image."));
            return;
        }
        if (paths.size() > 1) {
            notes.add(mask.name() + " is taken as the mask of " + paths.size() + " images that have its name: "
                    + String.join(", ", paths) + ".");
        }
        for (var path : paths) {
            byImage.computeIfAbsent(path, p -> new ArrayList<>()).add(new MaskSource.Stored(mask));
            if (part) {
                parts.add(path);
            }
        }
    }

    private void lost(Mask mask) {
        if (mask.key.equals(shallow(mask.key))) {
            faults.add(new InputException(
                    "MASK_WITHOUT_IMAGE",
                    archive,
                    mask.entry.name(),
                    mask.entry.name() + " in " + archive + " is a mask for the test image " + mask.plain()
                            + ", which is not there."));
        } else {
            notes.add(mask.entry.name() + " is left out: it lies in sub-folders, and there is no test image "
                    + mask.plain() + ".");
        }
    }

    /** Without the folders between the first one and the name. */
    private static String shallow(String key) {
        int first = key.indexOf('/');
        int last = key.lastIndexOf('/');
        return first == last ? key : key.substring(0, first) + key.substring(last);
    }

    static String key(String path) {
        int dot = path.lastIndexOf('.');
        var stem = dot > path.lastIndexOf('/') ? path.substring(0, dot) : path;
        return Normalizer.normalize(stem, Normalizer.Form.NFC);
    }
}
