package oddboard.ingest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import oddboard.archive.Archive;
import oddboard.archive.Archives;
import oddboard.common.InputException;
import oddboard.ingest.ImportSpec.FileRole;
import oddboard.label.LabelFile;
import oddboard.storage.BlobStore;
import oddboard.upload.Upload;
import org.jspecify.annotations.Nullable;

/**
 * The uploads of an import: archives, and where there is one a table beside them; or two arrays and, where there are any, the
 * labels of the second.
 */
public sealed interface ImportUploads {
    record Packed(List<Upload> archives, @Nullable Upload table) implements ImportUploads {
        /**
         * A first look at all of them in the store as one archive.
         *
         * @throws InputException where one can't be read, or two hold a file of the same place
         */
        Archive look(BlobStore blobs) throws IOException {
            return Objects.requireNonNull(Archives.join(openings(
                    blobs, archive -> Archives.look(blobs, archive.sha256(), archive.size(), archive.filename()))));
        }

        /** @param open gives an archive; the table is read from the store */
        List<Archives.Opening> openings(BlobStore blobs, Open open) {
            var all = new ArrayList<Archives.Opening>();
            archives.forEach(archive -> all.add(() -> open.open(archive)));
            if (table != null) {
                all.add(() -> Archives.file(blobs, table.sha256(), table.size(), table.filename()));
            }
            return all;
        }

        interface Open {
            @Nullable Archive open(Upload archive) throws IOException;
        }
    }

    record Arrays(Upload train, Upload test, @Nullable Upload labels) implements ImportUploads {}

    int MAX_ARCHIVES = 100;

    /** Names of the archives, or of the training images. */
    default String name() {
        return switch (this) {
            case Packed packed -> packed.archives.stream().map(Upload::filename).collect(Collectors.joining(", "));
            case Arrays arrays -> arrays.train.filename();
        };
    }

    /** @throws InputException where these are not archives, or two arrays, with or without labels */
    static ImportUploads of(Map<FileRole, List<Upload>> files) {
        List<Upload> archives = files.getOrDefault(FileRole.ARCHIVE, List.of());
        Upload train = only(files, FileRole.TRAIN);
        Upload test = only(files, FileRole.TEST);
        Upload labels = only(files, FileRole.LABELS);
        if (!archives.isEmpty()) {
            Upload array = train == null ? test : train;
            if (array != null) {
                throw new InputException(
                        "FILES_AMBIGUOUS",
                        array.filename(),
                        "",
                        array.filename() + " and " + archives.getFirst().filename()
                                + " can't be one data set; send archives without arrays beside them.");
            }
            if (archives.size() > MAX_ARCHIVES) {
                throw new InputException(
                        "FILES_AMBIGUOUS",
                        archives.getFirst().filename(),
                        "",
                        "These are " + archives.size() + " archives; one version takes at most " + MAX_ARCHIVES
                                + ". Pack several of them into one.");
            }
            return new Packed(archives, labels);
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
