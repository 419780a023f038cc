package oddboard.ingest;

import java.io.IOException;
import oddboard.archive.Archive;
import oddboard.common.InputException;
import oddboard.manifest.Manifests;

/** Finds out what the files of an archive are: by a list of its images where it has one, else by its folders. */
final class Layouts {
    private Layouts() {}

    /** @throws InputException where they are no data set, as far as is known */
    static FolderLayout of(Archive archive) throws IOException {
        var files = archive.files();
        if (archive.isPartial()) {
            return FolderLayout.unchecked(files, archive.file());
        }
        var list = Manifests.find(archive, !FolderRoot.of(files).split());
        return list == null ? FolderLayout.of(files, archive.file()) : FolderLayout.listed(list, files, archive.file());
    }
}
