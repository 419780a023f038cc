package oddboard.ingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Locale;
import oddboard.archive.Archive;
import oddboard.archive.Archive.Member;
import oddboard.common.InputException;
import oddboard.ingest.ImportSpec.FileRole;
import oddboard.label.LabelFile;
import oddboard.npy.NpyForm;
import oddboard.npy.NpyHeader;
import oddboard.npy.NpyNumbers;
import org.jspecify.annotations.Nullable;

/**
 * Arrays and labels that came together in one archive: {@code trainingset.npy}, {@code testingset.npy} and
 * {@code labels.csv}, or {@code x_train}, {@code x_test} and {@code y_test} of an .npz.
 *
 * @param trainLabels must mark nothing; null where there are none
 */
record ArchivedArrays(
        Member train, Member test, Member labels, @Nullable Member trainLabels) {
    /** Labels as an array are a byte to eight bytes an image. */
    private static final int MAX_LABELS = 64 << 20;

    /** @throws InputException where not each part is there once */
    static ArchivedArrays of(Archive archive, FolderLayout layout) {
        var train = new ArrayList<Member>();
        var test = new ArrayList<Member>();
        var labels = new ArrayList<Member>();
        var trainLabels = new ArrayList<Member>();
        for (var entry : layout.arrays) {
            var base = base(entry);
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
        var label = labels.isEmpty() || !layout.labels.isEmpty()
                ? layout.oneLabelFile(archive.file())
                : one(archive, labels, "the labels (labels or y_test)");
        return new ArchivedArrays(
                one(archive, train, "the training images (trainingset.npy)"),
                one(archive, test, "the test images (testingset.npy)"),
                label,
                trainLabels.isEmpty() ? null : trainLabels.getFirst());
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

    /** @throws InputException where there is no label for each test image, or a training image has one */
    LabelFile labels(Archive archive, int testCount) throws IOException {
        if (trainLabels != null) {
            int marked = 0;
            for (double label : numbers(archive, trainLabels)) {
                marked += label == 0 ? 0 : 1;
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
        var name = name(archive, labels);
        if (labels.name().toLowerCase(Locale.ROOT).endsWith(".npy")) {
            return LabelFile.ofNumbers(numbers(archive, labels), name, testCount);
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
    ImportSource unpack(Archive archive, Path folder, ValueRanges ranges) throws IOException {
        check(archive);
        var trainPath = folder.resolve(FileRole.TRAIN.name());
        var testPath = folder.resolve(FileRole.TEST.name());
        archive.unpack(train, trainPath);
        archive.unpack(test, testPath);
        return ArraySource.open(
                trainPath,
                name(archive, train),
                testPath,
                name(archive, test),
                count -> labels(archive, count),
                ranges);
    }

    static String name(Archive archive, Member entry) {
        return entry.name() + " in " + archive.file();
    }
}
