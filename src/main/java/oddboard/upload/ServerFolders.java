package oddboard.upload;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import oddboard.account.User;
import oddboard.common.InputException;
import oddboard.dataset.DatasetId;
import oddboard.dataset.Datasets;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;

/**
 * Folders of the server from which files may be taken, as an administrator lists them. People name a place by the folder's
 * own name and what is below it, such as {@code images/line3}; links that lead out of a folder are not followed.
 */
@Service
public class ServerFolders {
    /** So many names of one folder are listed. */
    private static final int LISTED = 1000;

    private final Datasets datasets;
    private final Uploads uploads;
    private final Map<String, Path> roots = new TreeMap<>();

    ServerFolders(
            Datasets datasets, Uploads uploads, @Value("${oddboard.upload.server-folders:}") List<String> folders) {
        this.datasets = datasets;
        this.uploads = uploads;
        for (var folder : folders) {
            if (!folder.isBlank()) {
                var path = Path.of(folder.strip());
                var name = String.valueOf(path.getFileName());
                if (!path.isAbsolute() || path.getNameCount() == 0) {
                    throw new IllegalArgumentException(
                            "oddboard.upload.server-folders: " + folder + " is no absolute path of a folder");
                }
                if (roots.put(name, path) != null) {
                    throw new IllegalArgumentException(
                            "oddboard.upload.server-folders: two folders are called " + name);
                }
            }
        }
    }

    /**
     * A file or folder that may be taken.
     *
     * @param path such as {@code images/line3/a.png}
     * @param size bytes of a file; 0 of a folder
     */
    public record Entry(String path, boolean folder, long size) {}

    Set<String> names() {
        return Set.copyOf(roots.keySet());
    }

    public boolean isEmpty() {
        return roots.isEmpty();
    }

    /**
     * What lies in a folder: folders first, by name, at most 1,000 of each.
     *
     * @param path "" for the listed folders themselves
     * @throws InputException where there is no such folder
     */
    public List<Entry> list(String path) {
        if (path.isBlank()) {
            return roots.keySet().stream().map(name -> new Entry(name, true, 0)).toList();
        }
        var folder = real(path);
        if (!Files.isDirectory(folder)) {
            throw unknown(path);
        }
        var folders = new TreeMap<String, Entry>();
        var files = new TreeMap<String, Entry>();
        try (var children = Files.newDirectoryStream(folder)) {
            for (var child : children) {
                var name = child.getFileName().toString();
                if (name.startsWith(".")) {
                    continue;
                }
                var full = trimmed(path) + "/" + name;
                if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS) && folders.size() < LISTED) {
                    folders.put(name, new Entry(full, true, 0));
                } else if (Files.isRegularFile(child, LinkOption.NOFOLLOW_LINKS) && files.size() < LISTED) {
                    files.put(name, new Entry(full, false, Files.size(child)));
                }
            }
        } catch (IOException e) {
            throw unreadable(path);
        }
        var all = new ArrayList<>(folders.values());
        all.addAll(files.values());
        return all;
    }

    /**
     * Takes a file as it is, or a folder with all that is below it as one archive.
     *
     * @param progress gets the number of files read so far, from the calling thread
     * @throws InputException where there is nothing at this path, or it can't be read
     * @throws UploadRefusedException where it can't be taken now
     */
    public Upload take(DatasetId dataset, String path, User by, FolderArchive.Progress progress) {
        datasets.requireChange(dataset, by);
        var place = real(path);
        try {
            if (Files.isRegularFile(place)) {
                try (var in = Files.newInputStream(place)) {
                    return uploads.store(dataset, place.getFileName().toString(), Files.size(place), in, by);
                }
            }
            var archive = FolderArchive.of(place);
            if (archive.files().isEmpty()) {
                throw new InputException("FILES_MISSING", path, "", path + " has no files.");
            }
            try (var in = archive.open(progress)) {
                return uploads.store(dataset, Objects.requireNonNull(place.getFileName()) + ".zip", -1, in, by);
            }
        } catch (IOException e) {
            throw unreadable(path);
        } catch (UploadRefusedException e) {
            // Here nobody sends: it was the server's own file that could not be read to its end.
            throw e.reason() == UploadRefusedException.Reason.CONNECTION_BROKEN ? unreadable(path) : e;
        }
    }

    /**
     * What was taken.
     *
     * @param path from which
     * @param unread names of files below the folder that the server could not read, or that have more than 256 MB
     */
    public record Taken(String path, Upload upload, List<String> unread) {}

    /**
     * As {@link #take}, but files of a folder that can't be read are left out and named.
     *
     * @throws InputException where there is nothing at this path, or nothing of it can be read
     */
    public Taken takeReadable(DatasetId dataset, String path, User by, FolderArchive.Progress progress) {
        datasets.requireChange(dataset, by);
        var place = real(path);
        if (Files.isRegularFile(place)) {
            return new Taken(path, take(dataset, path, by, progress), List.of());
        }
        try {
            var archive = FolderArchive.of(place);
            var unread = new ArrayList<String>();
            if (archive.files().isEmpty()) {
                throw new InputException("FILES_MISSING", path, "", path + " has no files.");
            }
            try (var in = archive.openReadable(progress, unread)) {
                var upload = uploads.store(dataset, Objects.requireNonNull(place.getFileName()) + ".zip", -1, in, by);
                return new Taken(path, upload, List.copyOf(unread));
            }
        } catch (IOException e) {
            throw unreadable(path);
        } catch (UploadRefusedException e) {
            throw e.reason() == UploadRefusedException.Reason.CONNECTION_BROKEN ? unreadable(path) : e;
        }
    }

    /** Without links, and below the listed folder that it names. */
    Path real(String path) {
        var names = trimmed(path).split("/");
        var root = roots.get(names[0]);
        try {
            if (root == null || path.indexOf('\0') >= 0) {
                throw unknown(path);
            }
            var below = root;
            for (int i = 1; i < names.length; i++) {
                below = below.resolve(names[i]);
            }
            var real = below.toRealPath();
            if (!real.startsWith(root.toRealPath())) {
                throw unknown(path);
            }
            return real;
        } catch (InvalidPathException | IOException e) {
            throw unknown(path);
        }
    }

    static String trimmed(String path) {
        return path.strip()
                .replace(FileSystems.getDefault().getSeparator(), "/")
                .replaceAll("^/+|/+$", "");
    }

    private static String shown(String path) {
        var plain = path.replaceAll("\\p{Cntrl}", "?");
        return plain.length() > 200 ? plain.substring(0, 200) + "..." : plain;
    }

    static InputException unknown(String path) {
        var shown = shown(path);
        return new InputException(
                "SERVER_FOLDER_UNKNOWN",
                shown,
                "",
                "There is nothing called " + shown + " in the server's folders that are listed for imports.");
    }

    static InputException unreadable(String path) {
        var shown = shown(path);
        return new InputException(
                "SERVER_FOLDER_UNREADABLE",
                shown,
                "",
                shown + " can't be read by the server; an administrator can look at the rights of its files.");
    }
}
