package oddboard.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import oddboard.archive.Archive;
import oddboard.archive.Archives;
import oddboard.common.InputException;
import oddboard.ingest.ImportSpec.FileRole;
import oddboard.label.LabelFile;
import oddboard.npy.NpyHeader;
import oddboard.storage.BlobStore;
import oddboard.upload.Upload;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The uploads of an import: a first look at them where they are stored, then the whole on disk. */
@Component
public class ImportFiles {
    private final BlobStore blobs;

    public ImportFiles(BlobStore blobs) {
        this.blobs = blobs;
    }

    /** @throws InputException where these are not one archive, or two arrays and their labels */
    public static Map<FileRole, Upload> byRole(Map<FileRole, List<Upload>> files) {
        var byRole = new EnumMap<FileRole, Upload>(FileRole.class);
        files.forEach((role, uploads) -> {
            if (uploads.size() > 1) {
                throw new InputException(
                        "FILES_AMBIGUOUS",
                        uploads.get(1).filename(),
                        "",
                        uploads.get(1).filename() + " and " + uploads.get(0).filename()
                                + " are both given as the same part; send one of each.");
            }
            byRole.put(role, uploads.getFirst());
        });
        var archive = byRole.get(FileRole.ARCHIVE);
        if (archive != null && byRole.size() > 1) {
            throw new InputException(
                    "FILES_AMBIGUOUS",
                    archive.filename(),
                    "",
                    archive.filename() + " is a whole data set; send it alone, without other files.");
        }
        if (archive == null) {
            var first =
                    byRole.isEmpty() ? "" : byRole.values().iterator().next().filename();
            require(byRole, FileRole.TRAIN, first, "the training images (trainingset.npy)");
            require(byRole, FileRole.TEST, first, "the test images (testingset.npy)");
            if (!byRole.containsKey(FileRole.LABELS)) {
                var test = byRole.get(FileRole.TEST).filename();
                throw new InputException(
                        "LABELS_MISSING",
                        test,
                        "",
                        test
                                + " has no labels: send a labels.csv with the header ID,label, one line a test image,"
                                + " 0 for normal and 1 for anomalous.");
            }
        }
        return byRole;
    }

    private static void require(Map<FileRole, Upload> files, FileRole role, String first, String what) {
        if (!files.containsKey(role)) {
            throw new InputException(
                    "FILES_MISSING",
                    first,
                    "",
                    (first.isEmpty() ? "There is no file" : "Beside " + first + " something is missing")
                            + ": send an archive, or " + what + " with the other two files.");
        }
    }

    /** Reads headers, labels and the archive's directory, no image. */
    public void check(Map<FileRole, Upload> files) {
        try {
            var archive = files.get(FileRole.ARCHIVE);
            if (archive != null) {
                try (var look = Archives.look(blobs, archive.sha256(), archive.size(), archive.filename())) {
                    check(look);
                }
                return;
            }
            var train = header(files.get(FileRole.TRAIN));
            var test = header(files.get(FileRole.TEST));
            ArraySource.checkTogether(
                    train,
                    files.get(FileRole.TRAIN).filename(),
                    test,
                    files.get(FileRole.TEST).filename());
            var labels = files.get(FileRole.LABELS);
            try (var in = blobs.open(labels.sha256())) {
                LabelFile.forIndexes(in, labels.filename(), test.count());
            }
        } catch (IOException e) {
            throw new IllegalStateException("an upload can't be read from the store", e);
        }
    }

    private static void check(Archive archive) throws IOException {
        if (archive.isPartial()) {
            FolderLayout.unchecked(archive.files(), archive.file());
            return;
        }
        var layout = FolderLayout.of(archive.files(), archive.file());
        if (layout.isArrays()) {
            ArchivedArrays.of(archive, layout).check(archive);
        }
    }

    private NpyHeader header(Upload upload) throws IOException {
        try (var in = blobs.open(upload.sha256())) {
            return NpyHeader.read(in, upload.size(), upload.filename());
        }
    }

    /**
     * Copies the files into the folder, under names of its own, and opens them.
     *
     * @return null where {@code goOn} said no
     */
    @Nullable ImportSource open(Map<FileRole, Upload> files, ImportSpec spec, Path folder, BooleanSupplier goOn)
            throws IOException {
        for (var file : files.entrySet()) {
            try (var in = blobs.open(file.getValue().sha256())) {
                if (!copy(in, folder.resolve(file.getKey().name()), goOn)) {
                    return null;
                }
            }
        }
        var archive = files.get(FileRole.ARCHIVE);
        if (archive != null) {
            return archive(folder, archive.filename(), spec, goOn);
        }
        return ArraySource.open(
                folder.resolve(FileRole.TRAIN.name()),
                files.get(FileRole.TRAIN).filename(),
                folder.resolve(FileRole.TEST.name()),
                files.get(FileRole.TEST).filename(),
                count -> {
                    try (var labels = Files.newInputStream(folder.resolve(FileRole.LABELS.name()))) {
                        return LabelFile.forIndexes(
                                labels, files.get(FileRole.LABELS).filename(), count);
                    }
                });
    }

    static @Nullable ImportSource archive(Path folder, String name, ImportSpec spec, BooleanSupplier goOn)
            throws IOException {
        var archive = Archives.open(folder.resolve(FileRole.ARCHIVE.name()), name, goOn);
        if (archive == null) {
            return null;
        }
        try {
            var layout = FolderLayout.of(archive.files(), name);
            if (layout.isArrays()) {
                try (archive) {
                    return ArchivedArrays.of(archive, layout).unpack(archive, folder);
                }
            }
            if (layout.isFlat()) {
                layout.holdOut(spec.holdOut());
            }
            return new FolderSource(archive, layout);
        } catch (IOException | RuntimeException e) {
            archive.close();
            throw e;
        }
    }

    private static boolean copy(InputStream in, Path to, BooleanSupplier goOn) throws IOException {
        var bytes = new byte[1 << 20];
        try (var out = Files.newOutputStream(to)) {
            for (int read; (read = in.read(bytes)) >= 0; ) {
                if (!goOn.getAsBoolean()) {
                    return false;
                }
                out.write(bytes, 0, read);
            }
        }
        return true;
    }
}
