package oddboard.place;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A folder or file of the server. */
record FolderPlace(String name, Path root) implements Place {
    @Override
    public boolean isFile() {
        return Files.isRegularFile(root);
    }

    @Override
    public Listing list() {
        List<PlaceFile> found = new ArrayList<>();
        List<String> unlisted = new ArrayList<>();
        try {
            if (isFile()) {
                return new Listing(List.of(now(root)), List.of());
            }
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes attributes) {
                    return !at.equals(root) && isHidden(at) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile() && !isHidden(file)) {
                        if (found.size() == MAX_FILES) {
                            throw PlaceFaults.tooMany(name);
                        }
                        found.add(of(file, attributes));
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                    if (file.equals(root)) {
                        throw e;
                    }
                    unlisted.add(path(file));
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw PlaceFaults.unreadable(name);
        }
        found.sort(Comparator.comparing(PlaceFile::path));
        return new Listing(found, unlisted);
    }

    @Override
    public InputStream open(PlaceFile file) throws IOException {
        Path place = isFile() ? root : root.resolve(file.path());
        return new FilterInputStream(Files.newInputStream(place)) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                int read = in.read(to, offset, length);
                if (read < 0 && !now(place).equals(file)) {
                    throw new ChangedFileException(file.path());
                }
                return read;
            }
        };
    }

    private PlaceFile now(Path file) throws IOException {
        return of(file, Files.readAttributes(file, BasicFileAttributes.class));
    }

    private PlaceFile of(Path file, BasicFileAttributes attributes) {
        return new PlaceFile(
                path(file), attributes.size(), attributes.lastModifiedTime().to(TimeUnit.MICROSECONDS), "");
    }

    private String path(Path file) {
        return file.equals(root)
                ? file.getFileName().toString()
                : root.relativize(file).toString().replace('\\', '/');
    }

    private static boolean isHidden(Path file) {
        return file.getFileName().toString().startsWith(".");
    }
}
