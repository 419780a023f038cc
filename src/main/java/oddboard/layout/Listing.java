package oddboard.layout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import oddboard.common.InputException;
import oddboard.dataset.ImageLabel;
import oddboard.layout.FolderLayout.Image;
import oddboard.manifest.Manifest;
import oddboard.manifest.MaskSource;
import oddboard.manifest.Split;

/** Images sorted by what a list says of them. */
final class Listing {
    final List<Image> train = new ArrayList<>();
    final List<Image> test = new ArrayList<>();
    /** Normal images of a list without splits. */
    final List<Image> normal = new ArrayList<>();

    final Map<Image, List<MaskSource>> masks = new LinkedHashMap<>();
    final List<String> notes = new ArrayList<>();
    private final Set<String> used = new HashSet<>();

    /** @throws InputException where some images have a split and others none */
    Listing(Manifest list, String archive) {
        var files = String.join(", ", list.files());
        used.addAll(list.files());
        var top = top(list.images());
        int anomalousTraining = 0;
        int validation = 0;
        for (var listed : list.images()) {
            var image = image(listed, top);
            boolean anomalous = listed.label() == ImageLabel.ANOMALOUS;
            used.add(listed.file().name());
            listed.masks().forEach(mask -> used.add(mask.name()));
            if (listed.split() == null) {
                if (list.hasSplits()) {
                    throw new InputException(
                            "MANIFEST_FORMAT",
                            archive,
                            "",
                            files + " gives a split to some images, and none to " + image.path()
                                    + "; give one to each.");
                }
                (listed.label() == ImageLabel.NORMAL ? normal : test).add(image);
            } else if (listed.split() == Split.TEST || anomalous) {
                anomalousTraining += listed.split() == Split.TEST ? 0 : 1;
                test.add(image);
            } else {
                validation += listed.split() == Split.VALIDATION ? 1 : 0;
                train.add(image);
            }
            if (!listed.masks().isEmpty() && (listed.split() == Split.TEST || anomalous)) {
                masks.put(image, listed.masks());
            }
        }
        List.of(train, test, normal).forEach(images -> images.sort(Comparator.comparing(Image::path)));
        notes.add(files + " (" + list.format() + ") says what each image is; the names of folders say nothing.");
        if (anomalousTraining > 0) {
            notes.add(anomalousTraining + " anomalous images outside the test split of " + files
                    + " are taken as test images: training images are normal.");
        }
        if (validation > 0) {
            notes.add(validation + " normal images of the validation split of " + files
                    + " are taken as training images.");
        }
        notes.addAll(list.notes());
    }

    /** Whether a file of the archive is not used. */
    boolean isOther(String name) {
        return !used.contains(name);
    }

    private static Image image(Manifest.Image listed, String top) {
        var folder = switch (listed.label()) {
            case NORMAL -> "good";
            case UNLABELED -> "unlabeled";
            case ANOMALOUS -> listed.type().isEmpty() ? "anomalous" : listed.type();
        };
        var path = listed.file().name().substring(top.length());
        return new Image(listed.file(), path, folder, listed.label(), listed.type(), listed.group());
    }

    /** The folder that holds all of them: "" or a path that ends with a slash. */
    private static String top(List<Manifest.Image> images) {
        String top = null;
        for (var image : images) {
            var name = image.file().name();
            var folder = name.substring(0, name.lastIndexOf('/') + 1);
            while (top != null && !folder.startsWith(top)) {
                top = top.substring(0, top.lastIndexOf('/', top.length() - 2) + 1);
            }
            top = top == null ? folder : top;
        }
        return top == null ? "" : top;
    }
}
