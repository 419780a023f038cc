package oddboard.ingest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import oddboard.archive.Archive.Member;
import oddboard.common.InputException;
import oddboard.dataset.ImageLabel;
import org.jspecify.annotations.Nullable;

/**
 * Which file of an archive is what: {@code train/good}, {@code test/good}, {@code test/<type>}, {@code test/unlabeled},
 * {@code ground_truth}; or {@code train} and {@code test}, with {@code labels.csv} or unlabeled; or two arrays, with labels
 * or without; or images in one folder, or in {@code train} alone; or folders of normal and of anomalous ones; all at the
 * top or some folders deeper.
 */
final class FolderLayout {
    private static final Set<String> NORMAL = Set.of("good", "normal", "ok");
    private static final Set<String> UNLABELED = Set.of("unlabeled", "unlabelled");
    /** No types of anomaly, wherever they stand. */
    private static final Set<String> MASKS =
            Set.of("ground_truth", "groundtruth", "gt", "mask", "masks", "annotations");

    private static final int SEED = 20;

    final List<Image> train = new ArrayList<>();
    final List<Image> test = new ArrayList<>();
    final List<Member> arrays = new ArrayList<>();
    final List<Member> labels = new ArrayList<>();
    final List<String> ignored = new ArrayList<>();
    final MaskFiles masks;
    private final List<Image> loose = new ArrayList<>();
    private final List<Image> sorted = new ArrayList<>();
    private final List<Member> outerLabels = new ArrayList<>();
    private final FolderRoot root;
    private int heldOut;
    private boolean trainAlone;

    private FolderLayout(String archive, FolderRoot root) {
        masks = new MaskFiles(archive);
        this.root = root;
    }

    /**
     * An image by its place.
     *
     * @param path without the common folder at the top
     * @param folder below train or test; null where the file lies there itself
     */
    record Image(Member entry, String path, @Nullable String folder) {
        boolean isNormal() {
            return folder != null && FolderLayout.isNormal(folder);
        }

        /** Of a test image, as its folder says. */
        ImageLabel label() {
            return folder == null || UNLABELED.contains(folder.toLowerCase(Locale.ROOT))
                    ? ImageLabel.UNLABELED
                    : ImageLabel.of(!isNormal());
        }
    }

    private static boolean isNormal(String folder) {
        return NORMAL.contains(folder.toLowerCase(Locale.ROOT));
    }

    /** By the name alone. */
    static boolean isImage(String name) {
        return name.toLowerCase(Locale.ROOT).matches("(?s).*\\.(png|jpe?g|bmp|gif|tiff?|webp)");
    }

    /** Annotations that programs write beside images. */
    private static boolean isSidecar(String name) {
        return name.toLowerCase(Locale.ROOT).matches("(?s).*\\.(json|xml)");
    }

    /** @throws InputException where the archive has no such form */
    static FolderLayout of(List<Member> files, String archive) {
        var layout = unchecked(files, archive);
        if (layout.root.sets().size() > 1) {
            throw FolderFaults.severalSets(archive, layout.root.sets());
        }
        layout.takeTrainAlone();
        layout.check(archive, files);
        return layout;
    }

    /** Of an archive that may have more files than these. */
    static FolderLayout unchecked(List<Member> files, String archive) {
        var layout = new FolderLayout(archive, FolderRoot.of(files));
        var top = layout.root.prefix();
        for (var entry : files) {
            if (entry.name().startsWith(top)) {
                layout.place(entry, entry.name().substring(top.length()), archive);
            } else {
                layout.placeOutside(entry);
            }
        }
        if (layout.labels.isEmpty()) {
            layout.labels.addAll(layout.outerLabels);
        } else {
            layout.outerLabels.forEach(entry -> layout.ignored.add(entry.name()));
        }
        layout.takeSorted();
        layout.train.sort(Comparator.comparing(Image::path));
        layout.test.sort(Comparator.comparing(Image::path));
        layout.loose.sort(Comparator.comparing(Image::path));
        layout.masks.match(layout.test);
        if (!layout.isFlat()) {
            layout.loose.forEach(image -> layout.ignored.add(image.path()));
        }
        return layout;
    }

    private void placeOutside(Member entry) {
        var name = entry.name();
        boolean above = root.prefix().startsWith(name.substring(0, name.lastIndexOf('/') + 1));
        if (above && name.toLowerCase(Locale.ROOT).endsWith(".csv")) {
            outerLabels.add(entry);
        } else {
            ignored.add(name);
        }
    }

    /** Folders good and others: normal images, and test images of these types. */
    private void takeSorted() {
        boolean both =
                sorted.stream().anyMatch(Image::isNormal) && !sorted.stream().allMatch(Image::isNormal);
        if (!both) {
            sorted.forEach(image -> ignored.add(image.path()));
            sorted.clear();
            return;
        }
        loose.forEach(image -> ignored.add(image.path()));
        loose.clear();
        sorted.forEach(image -> (image.isNormal() ? loose : test).add(image));
    }

    /** Whether folders say what is normal, and nothing says what is for training. */
    boolean isSorted() {
        return !sorted.isEmpty();
    }

    /** Whether the archive holds arrays instead of image files. */
    boolean isArrays() {
        return train.isEmpty() && test.isEmpty() && !arrays.isEmpty();
    }

    /** Whether nothing says what is for training and what for testing: the normal images lie in one place. */
    boolean isFlat() {
        return !loose.isEmpty()
                && heldOut == 0
                && train.isEmpty()
                && (test.isEmpty() || isSorted())
                && arrays.isEmpty();
    }

    /** How many images of a flat folder became test images. */
    int heldOut() {
        return heldOut;
    }

    /** Whether the archive has training images, in their folder, and no test images. */
    boolean isTrainAlone() {
        return trainAlone;
    }

    /** Whether the folders of test say nothing, but a label file, or nobody does. */
    boolean isPlain() {
        return test.stream().allMatch(image -> image.folder() == null);
    }

    /** Makes test images of this share of a flat folder, the same ones each time. */
    void holdOut(double share) {
        var order = new ArrayList<>(loose);
        Collections.shuffle(order, new Random(SEED));
        heldOut = (int) Math.clamp(Math.round(share * order.size()), 1, order.size() - 1);
        test.addAll(order.subList(0, heldOut));
        train.addAll(order.subList(heldOut, order.size()));
        test.sort(Comparator.comparing(Image::path));
        train.sort(Comparator.comparing(Image::path));
    }

    /** Training images alone are as good as one folder of images: a share of them is held out. */
    private void takeTrainAlone() {
        if (test.isEmpty() && !train.isEmpty()) {
            loose.clear();
            train.forEach(image -> loose.add(new Image(image.entry(), image.path(), "good")));
            train.clear();
            trainAlone = true;
        }
    }

    private void place(Member entry, String path, String archive) {
        var parts = path.split("/");
        var first = parts[0].toLowerCase(Locale.ROOT);
        var image = new Image(entry, path, parts.length > 2 ? parts[1] : null);
        if (parts.length == 1) {
            if (first.endsWith(".npy")) {
                arrays.add(entry);
            } else if (first.endsWith(".csv")) {
                labels.add(entry);
            } else if (isImage(first)) {
                loose.add(new Image(entry, path, "good"));
            } else {
                ignored.add(path);
            }
        } else if (parts.length == 2 && first.equals("test") && parts[1].equalsIgnoreCase("labels.csv")) {
            outerLabels.add(entry);
        } else if (isSidecar(path)) {
            ignored.add(path);
        } else if (first.equals("train")) {
            if (image.folder() != null && !image.isNormal()) {
                throw new InputException(
                        "FOLDER_UNKNOWN",
                        archive,
                        entry.name(),
                        "The folder train/"
                                + image.folder() + " of " + archive
                                + " is not known: training images are normal and belong in train/good.");
            }
            train.add(image);
        } else if (first.equals("test")) {
            test.add(image);
        } else if (!root.split() && isImage(path) && !MASKS.contains(first)) {
            sorted.add(new Image(entry, path, parts[0]));
        } else if (!first.equals("ground_truth") || !masks.add(entry, parts)) {
            ignored.add(path);
        }
    }

    private void check(String archive, List<Member> files) {
        if (isArrays()) {
            return;
        }
        if (isFlat()) {
            if (!labels.isEmpty() && !isSorted()) {
                throw FolderFaults.missing(
                        archive, "a label file, but no test images that it could be of" + FolderFaults.FORM);
            }
            if (loose.size() < 2) {
                throw FolderFaults.missing(
                        archive, (isSorted() ? "one normal image only" : "one image only") + FolderFaults.FORM);
            }
            return;
        }
        if (train.isEmpty() && test.isEmpty()) {
            throw FolderFaults.noFolders(archive, files);
        }
        if (train.isEmpty()) {
            throw FolderFaults.missing(archive, "no training images" + FolderFaults.FORM);
        }
        long plain = test.stream().filter(image -> image.folder() == null).count();
        if (plain > 0 && plain < test.size()) {
            throw new InputException(
                    "FOLDER_MIXED",
                    archive,
                    "",
                    archive + " has " + plain
                            + " test images beside the folders of test; sort them all, those without a label into test/unlabeled, or none and add a labels.csv.");
        }
    }

    /** The one label file to take, by its name where there are several; there is one at least. */
    Member oneLabelFile(String archive) {
        var exact = labels.stream()
                .filter(entry -> entry.name().toLowerCase(Locale.ROOT).matches("(.*/)?labels\\.csv"))
                .toList();
        var candidates = exact.isEmpty() ? labels : exact;
        if (candidates.size() != 1) {
            throw new InputException(
                    "LABELS_AMBIGUOUS",
                    archive,
                    "",
                    archive + " has several CSV files; call the right one labels.csv.");
        }
        return candidates.getFirst();
    }

    /** What it was recognized as, in one line; the counts are a lower bound where only the beginning is known. */
    String describe(boolean partial) {
        return FolderForm.describe(this, partial);
    }

    List<Image> flat() {
        return loose;
    }
}
