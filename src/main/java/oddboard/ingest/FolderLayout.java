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
import org.jspecify.annotations.Nullable;

/**
 * Which file of an archive is what: {@code train/good}, {@code test/good}, {@code test/<type>}, {@code ground_truth};
 * or {@code train}, {@code test} and {@code labels.csv}; or two arrays and labels; or images in one folder; all at
 * the top or some folders deeper.
 */
final class FolderLayout {
    private static final Set<String> NORMAL = Set.of("good", "normal", "ok");
    private static final Set<String> KNOWN = Set.of("train", "test", "ground_truth");
    private static final int SEED = 20;

    final List<Image> train = new ArrayList<>();
    final List<Image> test = new ArrayList<>();
    final List<Member> arrays = new ArrayList<>();
    final List<Member> labels = new ArrayList<>();
    final List<String> ignored = new ArrayList<>();
    final MaskFiles masks;
    private final List<Image> loose = new ArrayList<>();
    private int heldOut;

    private FolderLayout(String archive) {
        masks = new MaskFiles(archive);
    }

    /**
     * An image by its place.
     *
     * @param path without the common folder at the top
     * @param folder below train or test; null where the file lies there itself
     */
    record Image(Member entry, String path, @Nullable String folder) {
        boolean isNormal() {
            return folder != null && NORMAL.contains(folder.toLowerCase(Locale.ROOT));
        }
    }

    /** @throws InputException where the archive has no such form */
    static FolderLayout of(List<Member> files, String archive) {
        var layout = unchecked(files, archive);
        layout.check(archive);
        return layout;
    }

    /** Of an archive that may have more files than these. */
    static FolderLayout unchecked(List<Member> files, String archive) {
        var layout = new FolderLayout(archive);
        var top = commonFolder(files);
        for (var entry : files) {
            layout.place(entry, entry.name().substring(top.length()), archive);
        }
        layout.train.sort(Comparator.comparing(Image::path));
        layout.test.sort(Comparator.comparing(Image::path));
        layout.loose.sort(Comparator.comparing(Image::path));
        layout.masks.match(layout.test);
        if (!layout.isFlat()) {
            layout.loose.forEach(image -> layout.ignored.add(image.path()));
        }
        return layout;
    }

    /** Whether the archive holds arrays instead of image files. */
    boolean isArrays() {
        return train.isEmpty() && test.isEmpty() && !arrays.isEmpty();
    }

    /** Whether all images lie in one folder, so that nothing says what is for training and what for testing. */
    boolean isFlat() {
        return !loose.isEmpty() && heldOut == 0 && train.isEmpty() && test.isEmpty() && arrays.isEmpty();
    }

    /** How many images of a flat folder became test images. */
    int heldOut() {
        return heldOut;
    }

    /** Whether a label file says what is anomalous, not the folders. */
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

    private void place(Member entry, String path, String archive) {
        var parts = path.split("/");
        var first = parts[0].toLowerCase(Locale.ROOT);
        var image = new Image(entry, path, parts.length > 2 ? parts[1] : null);
        if (parts.length == 1) {
            if (first.endsWith(".npy")) {
                arrays.add(entry);
            } else if (first.endsWith(".csv")) {
                labels.add(entry);
            } else if (first.matches(".*\\.(png|jpe?g|bmp|gif|tiff?|webp)")) {
                loose.add(new Image(entry, path, "good"));
            } else {
                ignored.add(path);
            }
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
        } else if (!first.equals("ground_truth") || !masks.add(entry, parts)) {
            ignored.add(path);
        }
    }

    private void check(String archive) {
        if (isArrays()) {
            return;
        }
        var form = "; put them in train/good, test/good and test/<type>, or in train and test with a labels.csv";
        if (isFlat()) {
            if (!labels.isEmpty()) {
                throw missing(archive, "a label file, but no folders train and test" + form);
            }
            if (loose.size() < 2) {
                throw missing(archive, "one image only" + form);
            }
            return;
        }
        if (train.isEmpty() && test.isEmpty()) {
            throw missing(archive, "no images" + form);
        }
        if (train.isEmpty()) {
            throw missing(archive, "no training images" + form);
        }
        if (test.isEmpty()) {
            throw missing(archive, "no test images" + form);
        }
        long plain = test.stream().filter(image -> image.folder() == null).count();
        if (plain > 0 && plain < test.size()) {
            throw new InputException(
                    "FOLDER_MIXED",
                    archive,
                    "",
                    archive + " has " + plain
                            + " test images beside the folders of test; sort them all, or none and add a labels.csv.");
        }
        if (plain > 0 && labels.isEmpty()) {
            throw new InputException(
                    "LABELS_MISSING",
                    archive,
                    "",
                    archive
                            + " does not say which test images are anomalous; sort them into test/good and test/<type>,"
                            + " or add a labels.csv with file,label.");
        }
    }

    private static InputException missing(String archive, String what) {
        return new InputException("FILES_MISSING", archive, "", archive + " has " + what + ".");
    }

    private static String commonFolder(List<Member> files) {
        var top = "";
        while (!files.isEmpty()) {
            var rest = files.getFirst().name().substring(top.length());
            int end = rest.indexOf('/');
            var next = top + rest.substring(0, end + 1);
            if (end < 0
                    || KNOWN.contains(rest.substring(0, end).toLowerCase(Locale.ROOT))
                    || !files.stream().allMatch(entry -> entry.name().startsWith(next))) {
                break;
            }
            top = next;
        }
        return top;
    }

    /** The one label file to take, by its name where there are several. */
    Member oneLabelFile(String archive) {
        var exact = labels.stream()
                .filter(entry -> entry.name().toLowerCase(Locale.ROOT).matches("(.*/)?labels\\.csv"))
                .toList();
        var candidates = exact.isEmpty() ? labels : exact;
        if (candidates.size() != 1) {
            boolean none = candidates.isEmpty();
            throw new InputException(
                    none ? "LABELS_MISSING" : "LABELS_AMBIGUOUS",
                    archive,
                    "",
                    archive
                            + (none
                                    ? " has no labels.csv; add one with ID,label."
                                    : " has several CSV files; call the right one labels.csv."));
        }
        return candidates.getFirst();
    }

    /** What it was recognized as, in one line; the counts are a lower bound where only the beginning is known. */
    String describe(boolean partial) {
        var form = isFlat()
                ? "one folder of " + plural(loose.size(), "image")
                : (isPlain() ? "train and test with a label file" : "MVTec layout") + ", "
                        + plural(train.size(), "training image") + ", " + plural(test.size(), "test image");
        long types = test.stream()
                .filter(i -> i.folder() != null && !i.isNormal())
                .map(Image::folder)
                .distinct()
                .count();
        return form
                + (types > 0 ? " of " + plural((int) types, "type") : "")
                + (masks.count() > 0 ? ", " + plural(masks.count(), "mask") : "")
                + (partial ? " at the archive's beginning; the rest was not read yet" : "");
    }

    List<Image> flat() {
        return loose;
    }

    static String plural(int count, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", count, what, count == 1 ? "" : "s");
    }
}
