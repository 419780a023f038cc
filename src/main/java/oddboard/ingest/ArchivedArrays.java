package oddboard.ingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import oddboard.archive.Archive;
import oddboard.archive.Archive.Member;
import oddboard.common.InputException;
import oddboard.dataset.ImageLabel;
import oddboard.ingest.ImportSpec.FileRole;
import oddboard.label.LabelFile;
import oddboard.layout.FolderLayout;
import oddboard.npy.NpyForm;
import oddboard.npy.NpyHeader;
import oddboard.npy.NpyNumbers;
import oddboard.npy.NpyWords;
import org.jspecify.annotations.Nullable;

/**
 * Arrays and labels that came together in one archive: {@code trainingset.npy}, {@code testingset.npy} and
 * {@code labels.csv}, or {@code x_train}, {@code x_test} and {@code y_test} of an .npz.
 *
 * @param labels null = the test images are unlabeled
 * @param trainLabels must mark nothing; null where there are none
 * @param notes sentences for the user: what was assumed
 */
record ArchivedArrays(
        Member train,
        Member test,
        @Nullable Member labels,
        @Nullable Member trainLabels,
        List<String> notes) {
    /** Labels as an array are a byte to eight bytes an image. */
    private static final int MAX_LABELS = 64 << 20;

    /** @throws InputException where not each part is there once */
    static ArchivedArrays of(Archive archive, FolderLayout layout) throws IOException {
        if (layout.arrays.size() > 2
                && layout.arrays.stream().allMatch(entry -> base(entry).matches("arr_\\d+"))) {
            return byOrder(archive, layout);
        }
        var notes = new ArrayList<String>();
        var train = new ArrayList<Member>();
        var test = new ArrayList<Member>();
        var labels = new ArrayList<Member>();
        var trainLabels = new ArrayList<Member>();
        for (var entry : layout.arrays) {
            var base = base(entry);
            if (base.contains("mask") || base.contains("ground_truth")) {
                notes.add(name(archive, entry) + " was not read: masks come as image files in ground_truth.");
                continue;
            }
            boolean isLabel = base.equals("y")
                    || base.startsWith("y_")
                    || base.contains("label")
                    || base.equals("test_y")
                    || base.equals("train_y");
            if (isLabel) {
                (base.contains("train") ? trainLabels : labels).add(entry);
            } else if (base.contains("train")) {
                train.add(entry);
            } else if (base.contains("test")) {
                test.add(entry);
            }
        }
        var label = !layout.labels.isEmpty()
                ? layout.oneLabelFile(archive.file())
                : labels.isEmpty() ? null : one(archive, labels, "the labels (labels or y_test)");
        return new ArchivedArrays(
                one(archive, train, "the training images (trainingset.npy)"),
                one(archive, test, "the test images (testingset.npy)"),
                label,
                trainLabels.isEmpty() ? null : trainLabels.getFirst(),
                notes);
    }

    /** Arrays that NumPy named arr_0, arr_1 ..: images for training, then for testing, and labels in the same order. */
    private static ArchivedArrays byOrder(Archive archive, FolderLayout layout) throws IOException {
        var images = new ArrayList<Member>();
        var labels = new ArrayList<Member>();
        var order = layout.arrays.stream()
                .sorted(Comparator.comparingInt(
                        entry -> Integer.parseInt(base(entry).substring(4))))
                .toList();
        for (var entry : order) {
            (isImages(archive, entry) ? images : labels).add(entry);
        }
        if (images.size() != 2 || labels.isEmpty() || labels.size() > 2) {
            throw new InputException(
                    "FILES_MISSING",
                    archive.file(),
                    "",
                    archive.file()
                            + " has arrays without names (arr_0, arr_1, ...) whose roles are unclear; name them:"
                            + " np.savez(file, x_train=..., x_test=..., y_test=...).");
        }
        var note = "The arrays of " + archive.file() + " have no names: by their order " + base(images.get(0))
                + " was taken for the training images, " + base(images.get(1)) + " for the test images and "
                + base(labels.getLast()) + " for the labels of these.";
        return new ArchivedArrays(
                images.get(0),
                images.get(1),
                labels.getLast(),
                labels.size() > 1 ? labels.getFirst() : null,
                List.of(note));
    }

    private static boolean isImages(Archive archive, Member entry) throws IOException {
        try {
            var start = archive.start(entry, NpyForm.MAX_LENGTH);
            NpyHeader.read(new ByteArrayInputStream(start), entry.size(), name(archive, entry));
            return true;
        } catch (InputException e) {
            return false;
        }
    }

    private static String base(Member entry) {
        return entry.name()
                .substring(entry.name().lastIndexOf('/') + 1)
                .toLowerCase(Locale.ROOT)
                .replaceFirst("\\.npy$", "");
    }

    private static Member one(Archive archive, ArrayList<Member> found, String what) {
        if (found.size() != 1) {
            throw new InputException(
                    "FILES_MISSING",
                    archive.file(),
                    "",
                    archive.file() + " has " + (found.isEmpty() ? "no file for " : "several files for ") + what + ".");
        }
        return found.getFirst();
    }

    /** Compares the arrays' headers with each other, and with the lengths that the archive declares. */
    void check(Archive archive) throws IOException {
        ArraySource.checkTogether(
                header(archive, train), name(archive, train), header(archive, test), name(archive, test));
    }

    NpyHeader header(Archive archive, Member member) throws IOException {
        var start = archive.start(member, NpyForm.MAX_LENGTH);
        return NpyHeader.read(new ByteArrayInputStream(start), member.size(), name(archive, member));
    }

    /** @throws InputException where the labels are not those of the test images, or a training image has one */
    LabelFile labels(Archive archive, int testCount) throws IOException {
        if (trainLabels != null) {
            int marked = 0;
            var words = trainLabels.size() > MAX_LABELS
                    ? null
                    : NpyWords.read(archive.read(trainLabels), name(archive, trainLabels));
            if (words != null) {
                var read = LabelFile.ofWords(words, name(archive, trainLabels), words.size());
                for (int i = 0; i < words.size(); i++) {
                    marked += read.label(i) == ImageLabel.ANOMALOUS ? 1 : 0;
                }
            } else {
                for (double label : numbers(archive, trainLabels)) {
                    marked += label == 0 ? 0 : 1;
                }
            }
            if (marked > 0) {
                throw new InputException(
                        "LABEL_VALUE",
                        archive.file(),
                        trainLabels.name(),
                        name(archive, trainLabels) + " marks " + marked
                                + " training images; training images are normal, 0.");
            }
        }
        if (labels == null) {
            return LabelFile.none(testCount);
        }
        var name = name(archive, labels);
        if (labels.name().toLowerCase(Locale.ROOT).endsWith(".npy")) {
            var words = labels.size() > MAX_LABELS ? null : NpyWords.read(archive.read(labels), name);
            return words != null
                    ? LabelFile.ofWords(words, name, testCount)
                    : LabelFile.ofNumbers(numbers(archive, labels), name, testCount);
        }
        return LabelFile.forIndexes(new ByteArrayInputStream(archive.read(labels)), name, testCount);
    }

    private static double[] numbers(Archive archive, Member member) throws IOException {
        if (member.size() > MAX_LABELS) {
            throw new InputException(
                    "LABEL_FORMAT", archive.file(), member.name(), name(archive, member) + " is too large for labels.");
        }
        return NpyNumbers.read(archive.read(member), name(archive, member));
    }

    /** Unpacks them into the folder; the archive is not needed any more then. */
    ImportSource unpack(Archive archive, Path folder, ValueRanges ranges, long testOrder) throws IOException {
        check(archive);
        var trainPath = folder.resolve(FileRole.TRAIN.name());
        var testPath = folder.resolve(FileRole.TEST.name());
        archive.unpack(train, trainPath);
        archive.unpack(test, testPath);
        var source = ArraySource.open(
                trainPath,
                name(archive, train),
                testPath,
                name(archive, test),
                count -> labels(archive, count),
                ranges,
                testOrder);
        archive.notes().forEach(source::note);
        notes.forEach(source::note);
        return source;
    }

    static String name(Archive archive, Member entry) {
        return entry.name() + " in " + archive.file();
    }
}
