package oddboard.dataset;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.jspecify.annotations.Nullable;

/**
 * Which file of an archive is what: {@code train/good}, {@code test/good}, {@code test/<type>}, {@code ground_truth};
 * or {@code train}, {@code test} and {@code labels.csv}; or two arrays and {@code labels.csv}; all at the top or in one
 * folder.
 */
final class FolderLayout {
    private static final Set<String> NORMAL = Set.of("good", "normal", "ok");

    final List<Image> train = new ArrayList<>();
    final List<Image> test = new ArrayList<>();
    final List<ZipArchiveEntry> arrays = new ArrayList<>();
    final List<ZipArchiveEntry> labels = new ArrayList<>();
    final List<String> ignored = new ArrayList<>();
    int masks;

    private FolderLayout() {}

    /**
     * An image by its place.
     *
     * @param path without the common folder at the top
     * @param folder below train or test; null where the file lies there itself
     */
    record Image(ZipArchiveEntry entry, String path, @Nullable String folder) {
        boolean isNormal() {
            return folder != null && NORMAL.contains(folder.toLowerCase(Locale.ROOT));
        }
    }

    /** @throws InputException where the archive has no such form */
    static FolderLayout of(List<ZipArchiveEntry> files, String archive) {
        var layout = new FolderLayout();
        var top = commonFolder(files);
        for (var entry : files) {
            layout.place(entry, entry.getName().substring(top.length()), archive);
        }
        layout.train.sort(Comparator.comparing(Image::path));
        layout.test.sort(Comparator.comparing(Image::path));
        layout.check(archive);
        return layout;
    }

    /** Whether the archive holds arrays instead of image files. */
    boolean isArrays() {
        return train.isEmpty() && test.isEmpty() && !arrays.isEmpty();
    }

    /** Whether {@code labels.csv} says what is anomalous, not the folders. */
    boolean isPlain() {
        return test.stream().allMatch(image -> image.folder() == null);
    }

    private void place(ZipArchiveEntry entry, String path, String archive) {
        var parts = path.split("/");
        var first = parts[0].toLowerCase(Locale.ROOT);
        var image = new Image(entry, path, parts.length > 2 ? parts[1] : null);
        if (parts.length == 1) {
            if (first.endsWith(".npy")) {
                arrays.add(entry);
            } else if (first.endsWith(".csv")) {
                labels.add(entry);
            } else {
                ignored.add(path);
            }
        } else if (first.equals("train")) {
            if (image.folder() != null && !image.isNormal()) {
                throw new InputException("FOLDER_UNKNOWN", archive, entry.getName(), "The folder train/"
                        + image.folder() + " of " + archive
                                + " is not known: training images are normal and belong in train/good.");
            }
            train.add(image);
        } else if (first.equals("test")) {
            test.add(image);
        } else if (first.equals("ground_truth")) {
            masks++;
        } else {
            ignored.add(path);
        }
    }

    private void check(String archive) {
        if (isArrays()) {
            return;
        }
        var form = "; put them in train/good, test/good and test/<type>, or in train and test with a labels.csv";
        if (train.isEmpty() && test.isEmpty()) {
            throw missing(archive, "no images" + form);
        }
        if (train.isEmpty()) {
            throw missing(archive, "no training images" + form);
        }
        if (test.isEmpty()) {
            throw missing(archive, "no test images" + form);
        }
        long loose = test.stream().filter(image -> image.folder() == null).count();
        if (loose > 0 && loose < test.size()) {
            throw new InputException("FOLDER_MIXED", archive, "", archive + " has " + loose
                    + " test images beside the folders of test; sort them all, or none and add a labels.csv.");
        }
        if (loose > 0 && labels.isEmpty()) {
            throw new InputException("LABELS_MISSING", archive, "", archive
                    + " does not say which test images are anomalous; sort them into test/good and test/<type>,"
                    + " or add a labels.csv with file,label.");
        }
    }

    private static InputException missing(String archive, String what) {
        return new InputException("FILES_MISSING", archive, "", archive + " has " + what + ".");
    }

    private static String commonFolder(List<ZipArchiveEntry> files) {
        if (files.isEmpty()) {
            return "";
        }
        var name = files.getFirst().getName();
        var top = name.substring(0, name.indexOf('/') + 1);
        boolean known = Set.of("train/", "test/", "ground_truth/").contains(top.toLowerCase(Locale.ROOT));
        return !known && files.stream().allMatch(entry -> entry.getName().startsWith(top)) ? top : "";
    }

    /** The one label file to take, by its name where there are several. */
    ZipArchiveEntry oneLabelFile(String archive) {
        var exact = labels.stream()
                .filter(entry -> entry.getName().toLowerCase(Locale.ROOT).matches("(.*/)?labels\\.csv"))
                .toList();
        var candidates = exact.isEmpty() ? labels : exact;
        if (candidates.size() != 1) {
            boolean none = candidates.isEmpty();
            throw new InputException(none ? "LABELS_MISSING" : "LABELS_AMBIGUOUS", archive, "", archive + (none
                    ? " has no labels.csv; add one with ID,label."
                    : " has several CSV files; call the right one labels.csv."));
        }
        return candidates.getFirst();
    }
}
