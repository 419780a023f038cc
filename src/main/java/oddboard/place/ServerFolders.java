package oddboard.place;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import oddboard.common.InputException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Folders of the server from which files may be taken, as an administrator lists them. People name a place by the folder's
 * own name and what is below it, such as {@code images/line3}; links that lead out of a folder are not followed.
 */
@Component
class ServerFolders {
    private final Map<String, Path> roots = new TreeMap<>();

    ServerFolders(@Value("${oddboard.upload.server-folders:}") List<String> folders) {
        for (String folder : folders) {
            if (!folder.isBlank()) {
                Path path = Path.of(folder.strip());
                String name = String.valueOf(path.getFileName());
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

    Set<String> names() {
        return roots.keySet();
    }

    /** @throws InputException where there is no such folder */
    List<Places.Entry> list(String path) {
        Path folder = real(path);
        if (!Files.isDirectory(folder)) {
            throw PlaceFaults.unknown(path);
        }
        TreeMap<String, Places.Entry> folders = new TreeMap<>();
        TreeMap<String, Places.Entry> files = new TreeMap<>();
        try (var children = Files.newDirectoryStream(folder)) {
            for (Path child : children) {
                String name = child.getFileName().toString();
                if (name.startsWith(".")) {
                    continue;
                }
                String full = trimmed(path) + "/" + name;
                if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS) && folders.size() < Places.LISTED) {
                    folders.put(name, new Places.Entry(full, true, 0));
                } else if (Files.isRegularFile(child, LinkOption.NOFOLLOW_LINKS) && files.size() < Places.LISTED) {
                    files.put(name, new Places.Entry(full, false, Files.size(child)));
                }
            }
        } catch (IOException e) {
            throw PlaceFaults.unreadable(path);
        }
        List<Places.Entry> all = new ArrayList<>(folders.values());
        all.addAll(files.values());
        return all;
    }

    /** @throws InputException where there is nothing at this path */
    Place find(String path) {
        return new FolderPlace(trimmed(path), real(path));
    }

    /** Without links, and below the listed folder that it names. */
    private Path real(String path) {
        String[] names = trimmed(path).split("/");
        Path root = roots.get(names[0]);
        try {
            if (root == null || path.indexOf('\0') >= 0) {
                throw PlaceFaults.unknown(path);
            }
            Path below = root;
            for (int i = 1; i < names.length; i++) {
                below = below.resolve(names[i]);
            }
            Path real = below.toRealPath();
            if (!real.startsWith(root.toRealPath())) {
                throw PlaceFaults.unknown(path);
            }
            return real;
        } catch (InvalidPathException | IOException e) {
            throw PlaceFaults.unknown(path);
        }
    }

    private static String trimmed(String path) {
        return path.strip()
                .replace(FileSystems.getDefault().getSeparator(), "/")
                .replaceAll("^/+|/+$", "");
    }
}
