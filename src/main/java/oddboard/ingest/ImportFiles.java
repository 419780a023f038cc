package oddboard.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import oddboard.archive.Archive;
import oddboard.archive.Archives;
import oddboard.common.InputException;
import oddboard.ingest.ImportSpec.FileRole;
import oddboard.layout.FolderChoice;
import oddboard.layout.Layouts;
import oddboard.layout.NamedGroups;
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

    /** Reads headers, labels and the archive's directory, no image. */
    public void check(ImportUploads uploads, List<FolderChoice> folders) {
        try {
            switch (uploads) {
                case ImportUploads.Packed packed -> {
                    try (var look = packed.look(blobs)) {
                        check(look, folders);
                    }
                }
                case ImportUploads.Arrays(Upload train, Upload test, var labels) -> {
                    refuse(folders, train.filename());
                    var trainHeader = header(train);
                    var testHeader = header(test);
                    ArraySource.checkTogether(trainHeader, train.filename(), testHeader, test.filename());
                    ImportUploads.labels(blobs, labels, testHeader.count());
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("an upload can't be read from the store", e);
        }
    }

    private static void refuse(List<FolderChoice> folders, String file) {
        if (!folders.isEmpty()) {
            throw new InputException(
                    "FOLDER_CHOICE",
                    file,
                    "folders",
                    file + " holds an array, not folders of images; send it without a choice of folders.");
        }
    }

    private static void check(Archive archive, List<FolderChoice> folders) throws IOException {
        var layout = Layouts.of(archive, folders);
        if (layout.isArrays() && !archive.isPartial()) {
            refuse(folders, archive.file());
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
    @Nullable ImportSource open(ImportUploads files, ImportSpec spec, Path to, BooleanSupplier goOn) throws IOException {
        return switch (files) {
            case ImportUploads.Packed packed -> archive(to, open(packed, to, goOn), spec, goOn);
            case ImportUploads.Arrays arrays -> arrays(arrays, spec, to, goOn);
        };
    }

    private @Nullable ImportSource arrays(
            ImportUploads.Arrays arrays, ImportSpec spec, Path folder, BooleanSupplier goOn) throws IOException {
        boolean whole = copy(arrays.train(), folder.resolve(FileRole.TRAIN.name()), goOn)
                && copy(arrays.test(), folder.resolve(FileRole.TEST.name()), goOn);
        if (!whole) {
            return null;
        }
        return ArraySource.open(
                folder.resolve(FileRole.TRAIN.name()),
                arrays.train().filename(),
                folder.resolve(FileRole.TEST.name()),
                arrays.test().filename(),
                count -> ImportUploads.labels(blobs, arrays.labels(), count),
                new ValueRanges(spec.ranges()),
                spec.testOrder());
    }

    /** Each in a file of its own. */
    private @Nullable Archive open(ImportUploads.Packed packed, Path folder, BooleanSupplier goOn) throws IOException {
        return Archives.join(packed.openings(blobs, archive -> {
            var file = folder.resolve(FileRole.ARCHIVE.name() + "-" + archive.id());
            return copy(archive, file, goOn) ? Archives.open(file, archive.filename(), goOn) : null;
        }));
    }

    /** @param archive is closed with the source, or where there is none */
    static @Nullable ImportSource archive(Path folder, @Nullable Archive archive, ImportSpec spec, BooleanSupplier goOn)
            throws IOException {
        if (archive == null) {
            return null;
        }
        try {
            var layout = Layouts.of(archive, spec.chosenFolders());
            if (layout.isArrays()) {
                refuse(spec.chosenFolders(), archive.file());
                try (archive) {
                    return ArchivedArrays.of(archive, layout)
                            .unpack(archive, folder, new ValueRanges(spec.ranges()), spec.testOrder());
                }
            }
            if (layout.isFlat()) {
                HoldOut.make(archive, layout, spec, folder, goOn);
                if (!goOn.getAsBoolean()) {
                    archive.close();
                    return null;
                }
            }
            return new FolderSource(
                    archive,
                    layout,
                    new ValueRanges(spec.ranges()),
                    spec.maskValues(),
                    spec.testOrder(),
                    new NamedGroups(spec.grouping().pattern()));
        } catch (IOException | RuntimeException e) {
            archive.close();
            throw e;
        }
    }

    private boolean copy(Upload file, Path to, BooleanSupplier goOn) throws IOException {
        var bytes = new byte[1 << 20];
        try (var in = blobs.open(file.sha256());
                var out = Files.newOutputStream(to)) {
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
