package oddboard.upload;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * All files below a folder as one ZIP, packed while it is read, in the order of their names. Hidden files and links are
 * left out.
 */
public record FolderArchive(Path folder, List<Path> files) {
    private static final int BUFFER = 1 << 20;
    /** No image file needs more. */
    private static final long MAX_FILE = 256 << 20;

    /** Of files that are packed. */
    public interface Progress {
        void packed(int done, int total);
    }

    static FolderArchive of(Path folder) throws IOException {
        var files = new ArrayList<Path>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes attributes) {
                return !at.equals(folder) && isHidden(at) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && !isHidden(file)) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        files.sort(null);
        return new FolderArchive(folder, files);
    }

    private static boolean isHidden(Path file) {
        return file.getFileName().toString().startsWith(".");
    }

    /**
     * The archive's bytes without the files that can't be read, or that have more than 256 MB.
     *
     * @param unread gets their names; complete once the bytes were read to their end
     */
    InputStream openReadable(Progress progress, List<String> unread) {
        return open(
                (zip, file, name) -> {
                    byte[] bytes;
                    try {
                        if (Files.size(file) > MAX_FILE) {
                            unread.add(name);
                            return;
                        }
                        bytes = Files.readAllBytes(file);
                    } catch (IOException e) {
                        unread.add(name);
                        return;
                    }
                    zip.putNextEntry(new ZipEntry(name));
                    zip.write(bytes);
                    zip.closeEntry();
                },
                progress);
    }

    interface Packer {
        void pack(ZipOutputStream zip, Path file, String name) throws IOException;
    }

    /** The archive's bytes. A file that can't be read breaks the stream; nothing is left out without a word. */
    InputStream open(Progress progress) {
        return open(
                (zip, file, name) -> {
                    zip.putNextEntry(new ZipEntry(name));
                    Files.copy(file, zip);
                    zip.closeEntry();
                },
                progress);
    }

    InputStream open(Packer packer, Progress progress) {
        var packing = new Packing();
        var out = packing.writer();
        Thread.ofVirtual().name("folder-archive").start(() -> {
            try {
                write(new Unclosed(out), packer, progress);
            } catch (IOException | RuntimeException e) {
                packing.fault = e instanceof IOException io ? io : new IOException(e);
            } finally {
                // Once, and after the fault is set: the reader looks for it as soon as it sees the end.
                packing.endedBy(out);
            }
        });
        return packing;
    }

    private void write(OutputStream to, Packer packer, Progress progress) throws IOException {
        try (var zip = new ZipOutputStream(to)) {
            // Images are packed already.
            zip.setLevel(Deflater.NO_COMPRESSION);
            int done = 0;
            for (var file : files) {
                var name = folder.relativize(file).toString().replace('\\', '/');
                packer.pack(zip, file, name);
                // A pipe's reader is woken by this; else it looks once a second.
                zip.flush();
                progress.packed(++done, files.size());
            }
        }
    }

    /** The ZIP ends before what it is written to. */
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream to) {
            super(to);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }

    /** Passes the writer's fault on to the reader, who would take a broken pipe for the end. */
    private static final class Packing extends PipedInputStream {
        private volatile @Nullable IOException fault;

        Packing() {
            super(BUFFER);
        }

        private PipedOutputStream writer() {
            try {
                return new PipedOutputStream(this);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void endedBy(OutputStream out) {
            try {
                out.close();
            } catch (IOException e) {
                fault = e;
            }
        }

        @Override
        public synchronized int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            var broken = fault;
            if (read < 0 && broken != null) {
                throw broken;
            }
            return read;
        }
    }
}
