package oddboard.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import oddboard.archive.Archive.Member;
import oddboard.common.InputException;
import org.jspecify.annotations.Nullable;

/**
 * Masks of an archive by the test image that they belong to: {@code ground_truth/<type>/<id>_mask.png} to
 * {@code test/<type>/<id>.*}, or {@code ground_truth/<id>_mask.png} to {@code test/<id>.*}.
 */
final class MaskFiles {
    private final String archive;
    private final Map<String, Member> byImage = new HashMap<>();
    private final List<Member> twice = new ArrayList<>();

    MaskFiles(String archive) {
        this.archive = archive;
    }

    /** @return whether its place is that of a mask */
    boolean add(Member entry, String[] parts) {
        if (parts.length > 3) {
            return false;
        }
        var stem = stem(parts[parts.length - 1]);
        var key = (parts.length == 3 ? parts[1] : "") + "/"
                + (stem.endsWith("_mask") ? stem.substring(0, stem.length() - 5) : stem);
        if (byImage.putIfAbsent(key, entry) != null) {
            twice.add(entry);
        }
        return true;
    }

    int count() {
        return byImage.size();
    }

    @Nullable Member of(FolderLayout.Image image) {
        return byImage.isEmpty() ? null : byImage.get(key(image));
    }

    private static String key(FolderLayout.Image image) {
        var path = image.path();
        return (image.folder() == null ? "" : image.folder()) + "/" + stem(path.substring(path.lastIndexOf('/') + 1));
    }

    private static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /** Masks that belong to no image, or not to it alone. */
    List<InputException> faults(List<FolderLayout.Image> test) {
        var faults = new ArrayList<InputException>();
        var keys = new HashSet<String>();
        test.forEach(image -> keys.add(key(image)));
        byImage.entrySet().stream()
                .filter(mask -> !keys.contains(mask.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .forEach(mask -> faults.add(new InputException(
                        "MASK_WITHOUT_IMAGE",
                        archive,
                        mask.getValue().name(),
                        mask.getValue().name() + " in " + archive + " is a mask for the test image "
                                + mask.getKey().replaceFirst("^/", "") + ", which is not there.")));
        twice.forEach(mask -> faults.add(new InputException(
                "MASK_TWICE",
                archive,
                mask.name(),
                mask.name() + " in " + archive + " is a second mask for the same image.")));
        return faults;
    }
}
