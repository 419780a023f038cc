package oddboard.layout;

import java.io.IOException;
import java.util.List;
import oddboard.archive.Archive;
import oddboard.common.InputException;
import oddboard.manifest.Manifests;

/** Finds out what the files of an archive are: as somebody chose, else by a list where it has one, else by its folders. */
public final class Layouts {
    private Layouts() {}

    /** @throws InputException where they are no data set, as far as is known */
    public static FolderLayout of(Archive archive, List<FolderChoice> folders) throws IOException {
        var choices = new FolderChoices(folders);
        var layout = unchecked(archive, choices);
        if (archive.isPartial()) {
            layout.checkKnown(archive.file());
            return layout;
        }
        choices.check(archive.files(), archive.file());
        return layout.checked(archive.file(), archive.files());
    }

    /**
     * The folders of an archive, which may be no data set yet.
     *
     * @throws InputException where it has a list that can't be taken, or folders were chosen that it does not have
     */
    public static FolderTree tree(Archive archive, List<FolderChoice> folders) throws IOException {
        var choices = new FolderChoices(folders);
        var layout = unchecked(archive, choices);
        return layout.isArrays()
                ? FolderTree.NONE
                : FolderTree.of(layout, archive.files(), choices, archive.isPartial());
    }

    private static FolderLayout unchecked(Archive archive, FolderChoices choices) throws IOException {
        var files = archive.files();
        if (archive.isPartial()) {
            return FolderLayout.of(files, archive.file(), choices);
        }
        var list = Manifests.find(archive, !FolderRoot.of(files).split());
        var layout = list == null
                ? FolderLayout.of(files, archive.file(), choices)
                : FolderLayout.listed(list, files, archive.file(), choices);
        layout.takeTrainAlone();
        return layout;
    }
}
