package oddboard.ingest;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import oddboard.common.InputException;
import oddboard.ingest.ImportSpec.FileRole;
import oddboard.label.LabelFile;
import oddboard.storage.BlobStore;
import oddboard.upload.Upload;
import org.jspecify.annotations.Nullable;

/** The uploads of an import: one archive, or two arrays and, where there are any, the labels of the second. */
public sealed interface ImportUploads {
    record Packed(Upload archive) implements ImportUploads {}

    record Arrays(Upload train, Upload test, @Nullable Upload labels) implements ImportUploads {}

    /** Name of the archive, or of the training images. */
    default String name() {
        return switch (this) {
            case Packed packed -> packed.archive.filename();
            case Arrays arrays -> arrays.train.filename();
        };
    }

    /** @throws InputException where these are not one archive, or two arrays with or without labels */
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
        return new Arrays(train, test, labels);
    }

    /**
     * Of {@code count} test images; all unlabeled where there is no file.
     *
     * @throws InputException where the file is no good
     */
    static LabelFile labels(BlobStore blobs, @Nullable Upload file, int count) throws IOException {
        if (file == null) {
            return LabelFile.none(count);
        }
        try (var in = blobs.open(file.sha256())) {
            return LabelFile.forIndexes(in, file.filename(), count);
        }
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
                        + ": send an archive, or " + what + " with the other array.");
    }
}
