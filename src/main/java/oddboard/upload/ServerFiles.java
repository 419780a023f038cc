package oddboard.upload;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.ZipEntry;
import oddboard.account.User;
import oddboard.common.InputException;
import oddboard.dataset.DatasetId;
import org.springframework.stereotype.Service;

/** Image files in folders of the server, one by one, for who watches a folder. */
@Service
public class ServerFiles {
    /** No image file needs more. */
    private static final long MAX_FILE = 256 << 20;

    private final ServerFolders folders;
    private final Uploads uploads;

    ServerFiles(ServerFolders folders, Uploads uploads) {
        this.folders = folders;
        this.uploads = uploads;
    }

    /** Says which files are taken, once each, from one thread. */
    public interface Choice {
        boolean wants(ServerFile file, byte[] bytes);
    }

    /** Of the folders that an administrator listed. */
    public Set<String> names() {
        return folders.names();
    }

    /**
     * The place without slashes around it.
     *
     * @throws InputException where there is no such folder in those that an administrator listed
     */
    public String requireFolder(String path) {
        if (!Files.isDirectory(folders.real(path))) {
            throw ServerFolders.unknown(path);
        }
        return ServerFolders.trimmed(path);
    }

    /**
     * All image files below a folder, oldest first. Hidden files and links are left out, as is what can't be looked at.
     *
     * @throws InputException where there is no such folder
     */
    public List<ServerFile> images(String path) {
        Path folder = folders.real(path);
        List<ServerFile> found = new ArrayList<>();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes attributes) {
                    return !at.equals(folder) && isHidden(at) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile() && !isHidden(file) && isImage(file)) {
                        found.add(of(folder, file, attributes));
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                    if (file.equals(folder)) {
                        throw e;
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw ServerFolders.unreadable(path);
        }
        found.sort(Comparator.comparingLong(ServerFile::modified).thenComparing(ServerFile::path));
        return found;
    }

    /**
     * Takes those files of a folder that are still as they were listed, can be read, and are wanted, as one archive.
     *
     * @param name of the archive
     * @throws UploadRefusedException where they can't be taken now
     */
    public Upload take(DatasetId dataset, String path, String name, List<ServerFile> files, Choice choice, User by) {
        Path folder = folders.real(path);
        Map<Path, ServerFile> listed = new HashMap<>();
        List<Path> all = new ArrayList<>();
        for (ServerFile file : files) {
            Path place = folder.resolve(file.path());
            listed.put(place, file);
            all.add(place);
        }
        AtomicReference<RuntimeException> refusal = new AtomicReference<>();
        var archive = new FolderArchive(folder, all);
        try (var in = archive.open(
                (zip, file, entry) -> {
                    ServerFile before = Objects.requireNonNull(listed.get(file));
                    byte[] bytes = unchanged(folder, file, before);
                    try {
                        if (bytes != null && choice.wants(before, bytes)) {
                            zip.putNextEntry(new ZipEntry(entry));
                            zip.write(bytes);
                            zip.closeEntry();
                        }
                    } catch (RuntimeException e) {
                        refusal.set(e);
                        throw e;
                    }
                },
                (done, total) -> {})) {
            return uploads.store(dataset, name, -1, in, by);
        } catch (IOException e) {
            throw ServerFolders.unreadable(path);
        } catch (UploadRefusedException e) {
            RuntimeException cause = refusal.get();
            throw cause != null
                    ? cause
                    : e.reason() == UploadRefusedException.Reason.CONNECTION_BROKEN
                            ? ServerFolders.unreadable(path)
                            : e;
        }
    }

    /** Null where it is gone, can't be read, is too large, or was written meanwhile. */
    private static byte @org.jspecify.annotations.Nullable [] unchanged(Path folder, Path file, ServerFile before) {
        try {
            if (before.size() > MAX_FILE) {
                return null;
            }
            byte[] bytes = Files.readAllBytes(file);
            ServerFile now = of(folder, file, Files.readAttributes(file, BasicFileAttributes.class));
            return bytes.length == before.size() && now.equals(before) ? bytes : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static ServerFile of(Path folder, Path file, BasicFileAttributes attributes) {
        return new ServerFile(
                folder.relativize(file).toString().replace('\\', '/'),
                attributes.size(),
                attributes.lastModifiedTime().to(TimeUnit.MICROSECONDS));
    }

    private static boolean isHidden(Path file) {
        return file.getFileName().toString().startsWith(".");
    }

    private static boolean isImage(Path file) {
        return file.getFileName()
                .toString()
                .toLowerCase(Locale.ROOT)
                .matches("(?s).*\\.(png|jpe?g|bmp|gif|tiff?|webp)");
    }
}
