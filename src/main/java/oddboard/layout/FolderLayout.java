package oddboard.layout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import oddboard.archive.Archive.Member;
import oddboard.common.InputException;
import oddboard.dataset.ImageLabel;
import oddboard.manifest.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * Which file of an archive is what: {@code train/good}, {@code test/good}, {@code test/<type>}, {@code test/unlabeled},
 * {@code ground_truth}; or {@code train} and {@code test}, with {@code labels.csv} or unlabeled; or two arrays, with labels
 * or without; or images in one folder, or in {@code train} alone; or folders of normal and of anomalous ones; all at the
 * top or some folders deeper.
 */
public final class FolderLayout {
    private static final Set<String> NORMAL = Set.of("good", "normal", "ok");
    private static final Set<String> UNLABELED = Set.of("unlabeled", "unlabelled");
    /** No types of anomaly, wherever they stand. */
    private static final Set<String> MASKS =
            Set.of("ground_truth", "groundtruth", "gt", "mask", "masks", "annotations");

    public final List<Image> train = new ArrayList<>();
    public final List<Image> test = new ArrayList<>();
    public final List<Member> arrays = new ArrayList<>();
    public final List<Member> labels = new ArrayList<>();
    final List<String> ignored = new ArrayList<>();
    /** What was assumed, where a list says what the images are. */
    public final List<String> notes = new ArrayList<>();

    /** Such as "COCO"; "" where the folders say what the images are. */
    String listFormat = "";

    public final MaskFiles masks;
    private final List<Image> loose = new ArrayList<>();
    private final List<Image> sorted = new ArrayList<>();
    private final List<Member> outerLabels = new ArrayList<>();
    private final FolderRoot root;
    final FolderChoices choices;
    /** In folders of train that are not those of normal images. */
    final List<Image> unknown = new ArrayList<>();

    private int heldOut;
    private int validation;
    private boolean trainAlone;

    private FolderLayout(String archive, FolderRoot root, FolderChoices choices) {
        masks = new MaskFiles(archive);
        this.root = root;
        this.choices = choices;
    }

    /**
     * An image by its place.
     *
     * @param path without the common folder at the top
     * @param folder below train or test; null where the file lies there itself
     * @param label of a test image, as its folder or a list says
     * @param type of the anomaly; "" where there is none or it has no name
     * @param group that it belongs to, as a list says; "" where none says it
     */
    public record Image(
            Member entry, String path, @Nullable String folder, ImageLabel label, String type, String group) {
        static Image of(Member entry, String path, @Nullable String folder) {
            var label = folder == null || UNLABELED.contains(folder.toLowerCase(Locale.ROOT))
                    ? ImageLabel.UNLABELED
                    : ImageLabel.of(!FolderLayout.isNormal(folder));
            var type = label == ImageLabel.ANOMALOUS && folder != null ? folder : "";
            return new Image(entry, path, folder, label, type, "");
        }

        public boolean isNormal() {
            return folder != null && label == ImageLabel.NORMAL;
        }
    }

    static boolean isNormal(String folder) {
        return NORMAL.contains(folder.toLowerCase(Locale.ROOT));
    }

    /** @throws InputException where the archive has no such form */
    public static FolderLayout of(List<Member> files, String archive) {
        var layout = of(files, archive, FolderChoices.NONE);
        layout.takeTrainAlone();
        return layout.checked(archive, files);
    }

    /** @throws InputException where these are no data set */
    FolderLayout checked(String archive, List<Member> files) {
        checkKnown(archive);
        if (root.sets().size() > 1) {
            throw FolderFaults.severalSets(archive, root.sets());
        }
        FolderFaults.check(this, archive, files);
        return this;
    }

    /** @throws InputException where training images are not normal */
    void checkKnown(String archive) {
        if (!unknown.isEmpty()) {
            throw FolderFaults.unknownFolder(archive, unknown.getFirst());
        }
    }

    /** Of an archive with a list of its images, whatever its folders are called. */
    static FolderLayout listed(Manifest list, List<Member> files, String archive, FolderChoices choices) {
        var layout = new FolderLayout(archive, new FolderRoot("", List.of(), true), choices);
        layout.listFormat = list.format();
        var listing = new Listing(list, archive);
        layout.train.addAll(listing.train);
        layout.test.addAll(listing.test);
        layout.loose.addAll(listing.normal);
        layout.sorted.addAll(listing.normal.isEmpty() ? List.of() : listing.test);
        listing.masks.forEach(layout.masks::give);
        layout.notes.addAll(listing.notes);
        files.stream().map(Member::name).filter(listing::isOther).forEach(layout.ignored::add);
        layout.choose(files);
        return layout;
    }

    /** Of an archive that may have more files than these, and may be no data set. */
    static FolderLayout of(List<Member> files, String archive, FolderChoices choices) {
        var root = FolderRoot.of(files);
        if (root.sets().size() > 1) {
            root = FolderRoot.of(
                    files.stream().filter(file -> choices.of(file) == null).toList());
        }
        var layout = new FolderLayout(archive, root, choices);
        var top = root.prefix();
        for (var entry : files) {
            if (entry.name().startsWith(top)) {
                layout.place(entry, entry.name().substring(top.length()));
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
        if (layout.validation > 0) {
            layout.notes.add(
                    layout.validation + " normal images of the folder validation are taken as training images.");
        }
        boolean flat =
                layout.train.isEmpty() && layout.arrays.isEmpty() && (layout.test.isEmpty() || layout.isSorted());
        if (!flat) {
            layout.loose.forEach(image -> layout.ignored.add(image.path()));
            layout.loose.clear();
        }
        layout.choose(files);
        return layout;
    }

    private void choose(List<Member> files) {
        if (!choices.isEmpty()) {
            new ChosenFolders(this, choices, root.prefix()).apply(files);
            sorted.clear();
            sorted.addAll(loose.isEmpty() ? List.of() : test);
        }
        List.of(train, test, loose).forEach(images -> images.sort(Comparator.comparing(Image::path)));
        masks.match(test, train, loose);
    }

    /** Whether anything says what some of the images are. */
    boolean isUnderstood() {
        return root.sets().size() < 2 && !(train.isEmpty() && test.isEmpty() && loose.isEmpty());
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
    public boolean isSorted() {
        return !sorted.isEmpty();
    }

    /** Whether the archive holds arrays instead of image files. */
    public boolean isArrays() {
        return train.isEmpty() && test.isEmpty() && !arrays.isEmpty();
    }

    /** Whether nothing says what is for training and what for testing: the normal images lie in one place. */
    public boolean isFlat() {
        return !loose.isEmpty() && heldOut == 0;
    }

    /** How many images of a flat folder became test images. */
    public int heldOut() {
        return heldOut;
    }

    /** Whether the archive has training images, in their folder, and no test images. */
    boolean isTrainAlone() {
        return trainAlone;
    }

    /** Whether the folders of test say nothing, but a label file, or nobody does. */
    public boolean isPlain() {
        return test.stream().allMatch(image -> image.folder() == null);
    }

    /** Makes test images of some images of a flat folder, by their places in {@link #flat}. */
    public void holdOut(Set<Integer> places) {
        heldOut = places.size();
        for (int i = 0; i < loose.size(); i++) {
            (places.contains(i) ? test : train).add(loose.get(i));
        }
        test.sort(Comparator.comparing(Image::path));
        train.sort(Comparator.comparing(Image::path));
    }

    /** Training images alone are as good as one folder of images: a share of them is held out. */
    void takeTrainAlone() {
        if (test.isEmpty() && loose.isEmpty()) {
            train.forEach(image ->
                    loose.add(new Image(image.entry(), image.path(), "good", ImageLabel.NORMAL, "", image.group())));
            train.clear();
            trainAlone = !loose.isEmpty();
        }
    }

    private void place(Member entry, String path) {
        var parts = FolderNames.usual(path).split("/");
        var first = parts[0].toLowerCase(Locale.ROOT);
        var image = Image.of(entry, path, parts.length > 2 ? parts[1] : null);
        if (parts.length == 1) {
            if (first.endsWith(".npy")) {
                arrays.add(entry);
            } else if (first.endsWith(".csv")) {
                labels.add(entry);
            } else if (FolderNames.isImage(first)) {
                loose.add(Image.of(entry, path, "good"));
            } else {
                ignored.add(path);
            }
        } else if (parts.length == 2 && first.equals("test") && parts[1].equalsIgnoreCase("labels.csv")) {
            outerLabels.add(entry);
        } else if (FolderNames.isSidecar(path)) {
            ignored.add(path);
        } else if (first.equals("train")) {
            if (image.folder() != null && !image.isNormal()) {
                unknown.add(image);
                return;
            }
            train.add(image);
            validation += !path.regionMatches(true, 0, "train/", 0, 6) ? 1 : 0;
        } else if (first.equals("test")) {
            test.add(image);
        } else if (!root.split() && FolderNames.isImage(path) && !MASKS.contains(first)) {
            sorted.add(Image.of(entry, path, parts[0]));
        } else if (!first.equals("ground_truth") || !masks.add(entry, parts)) {
            ignored.add(path);
        }
    }

    /** The one label file to take, by its name where there are several; there is one at least. */
    public Member oneLabelFile(String archive) {
        var exact = labels.stream()
                .filter(entry -> entry.name().toLowerCase(Locale.ROOT).matches("(.*/)?labels\\.csv"))
                .toList();
        var candidates = exact.isEmpty() ? labels : exact;
        if (candidates.size() != 1) {
            throw FolderFaults.severalLabels(archive);
        }
        return candidates.getFirst();
    }

    public List<Image> flat() {
        return loose;
    }
}
