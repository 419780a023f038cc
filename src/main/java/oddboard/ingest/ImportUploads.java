package oddboard.ingest;

import java.util.List;
import java.util.Map;
import oddboard.common.InputException;
import oddboard.ingest.ImportSpec.FileRole;
import oddboard.upload.Upload;
import org.jspecify.annotations.Nullable;

/** The uploads of an import: one archive, or two arrays and the labels of the second. */
public sealed interface ImportUploads {
    record Packed(Upload archive) implements ImportUploads {}

    record Arrays(Upload train, Upload test, Upload labels) implements ImportUploads {}

    /** Name of the archive, or of the training images. */
    default String name() {
        return switch (this) {
            case Packed packed -> packed.archive.filename();
            case Arrays arrays -> arrays.train.filename();
        };
    }

    /** @throws InputException where these are not one archive, or two arrays and their labels */
    static ImportUploads of(Map<FileRole, List<Upload>> files) {
        Upload archive = only(files, FileRole.ARCHIVE);
        Upload train = only(files, FileRole.TRAIN);
        Upload test = only(files, FileRole.TEST);
        Upload labels = only(files, FileRole.LABELS);
        if (archive != null) {
            if (files.size() > 1) {
                throw new InputException(
                        "FILES_AMBIGUOUS",
                        archive.filename(),
                        "",
                        archive.filename() + " is a whole data set; send it alone, without other files.");
            }
            return new Packed(archive);
        }
        if (train == null) {
            throw missing(test != null ? test : labels, "the training images (trainingset.npy)");
        }
        if (test == null) {
            throw missing(train, "the test images (testingset.npy)");
        }
        if (labels == null) {
            throw new InputException(
                    "LABELS_MISSING",
                    test.filename(),
                    "",
                    test.filename()
                            + " has no labels: send a labels.csv with the header ID,label, one line a test image,"
                            + " 0 for normal and 1 for anomalous.");
        }
        return new Arrays(train, test, labels);
    }

    private static @Nullable Upload only(Map<FileRole, List<Upload>> files, FileRole role) {
        List<Upload> uploads = files.getOrDefault(role, List.of());
        if (uploads.size() > 1) {
            throw new InputException(
                    "FILES_AMBIGUOUS",
                    uploads.get(1).filename(),
                    "",
                    uploads.get(1).filename() + " and " + uploads.get(0).filename()
                            + " are both given as the same part; send one of each.");
        }
        return uploads.isEmpty() ? null : uploads.getFirst();
    }

    private static InputException missing(@Nullable Upload there, String what) {
        String first = there == null ? "" : there.filename();
        return new InputException(
                "FILES_MISSING",
                first,
                "",
                (first.isEmpty() ? "There is no file" : "Beside " + first + " something is missing")
                        + ": send an archive, or " + what + " with the other two files.");
    }
}
