package oddboard.upload;

import java.nio.file.Path;
import java.util.Arrays;
import oddboard.dataset.Datasets;

/** Folders of the server as an administrator lists them. */
public final class ServerFoldersFixture {
    private ServerFoldersFixture() {}

    public static ServerFolders of(Datasets datasets, Uploads uploads, Path... listed) {
        return new ServerFolders(
                datasets, uploads, Arrays.stream(listed).map(Path::toString).toList());
    }

    public static ServerFiles files(Datasets datasets, Uploads uploads, Path... listed) {
        return new ServerFiles(of(datasets, uploads, listed), uploads);
    }
}
