package oddboard.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import oddboard.common.InputException;
import oddboard.storage.BlobStore;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.jspecify.annotations.Nullable;

/** Opens archives of each kind: in the store for a first look, on disk for the whole. */
public final class Archives {
    /** What a first look reads of an archive that has no list of its files. */
    private static final int LOOK_UNPACKED = 16 << 20;

    private static final int LOOK_WALKED = 64 << 20;

    private Archives() {}

    /**
     * A first look at an archive in the store; it may not see all files.
     *
     * @param size in bytes
     * @param name as uploaded, for messages
     */
    public static Archive look(BlobStore blobs, String sha256, long size, String name) throws IOException {
        var kind = kind(blobs, sha256, name);
        if (kind == ArchiveKind.GZIP) {
            byte[] start;
            try (var in = blobs.open(sha256)) {
                start = Gunzip.start(in, LOOK_UNPACKED, name);
            }
            requireTar(start, name);
            boolean whole = start.length < LOOK_UNPACKED;
            return TarArchive.open(new SeekableInMemoryByteChannel(start), name, start.length, whole);
        }
        var channel = WindowChannel.of(blobs, sha256, size);
        return kind == ArchiveKind.TAR
                ? TarArchive.open(channel, name, LOOK_WALKED, true)
                : ZipArchive.open(channel, name);
    }

    private static ArchiveKind kind(BlobStore blobs, String sha256, String name) throws IOException {
        try (var in = blobs.open(sha256)) {
            return ArchiveKind.of(in.readNBytes(ArchiveKind.START), name);
        }
    }

    private static void requireTar(byte[] unpacked, String name) {
        var start = unpacked.length > ArchiveKind.START ? Arrays.copyOf(unpacked, ArchiveKind.START) : unpacked;
        if (start.length > 0 && ArchiveKind.of(start, name) != ArchiveKind.TAR || start.length == 0) {
            throw new InputException(
                    "GZIP_NO_TAR", name, "", name + " holds no TAR archive; send a ZIP, TAR or TAR.GZ archive.");
        }
    }

    /**
     * The whole archive, in a file of its own.
     *
     * @return null where {@code goOn} said no
     */
    public static @Nullable Archive open(Path path, String name, BooleanSupplier goOn) throws IOException {
        var kind = ArchiveKind.of(start(path), name);
        if (kind == ArchiveKind.GZIP) {
            var plain = path.resolveSibling(path.getFileName() + ".tar");
            try (InputStream in = Files.newInputStream(path);
                    var out = Files.newOutputStream(plain)) {
                if (!Gunzip.all(in, Files.size(path), out, name, goOn)) {
                    return null;
                }
            }
            Files.move(plain, path, StandardCopyOption.REPLACE_EXISTING);
            requireTar(start(path), name);
            kind = ArchiveKind.TAR;
        }
        if (kind == ArchiveKind.TAR) {
            return TarArchive.open(FileChannel.open(path), name);
        }
        return ZipArchive.open(FileChannel.open(path), name);
    }

    /** Gives an archive. */
    public interface Opening {
        /** @return null where it was stopped */
        @Nullable Archive open() throws IOException;
    }

    /**
     * Several as one; where there is one alone, that one. Closing it closes all.
     *
     * @return null where one of them was stopped
     * @throws InputException where one can't be read, or two hold a file of the same place
     */
    public static @Nullable Archive join(List<Opening> openings) throws IOException {
        var opened = new ArrayList<Archive>();
        Archive joined = null;
        try {
            for (Opening opening : openings) {
                var archive = opening.open();
                if (archive == null) {
                    return null;
                }
                opened.add(archive);
            }
            joined = opened.size() == 1 ? opened.getFirst() : new JoinedArchive(opened);
            return joined;
        } finally {
            if (joined == null) {
                for (Archive archive : opened) {
                    archive.close();
                }
            }
        }
    }

    /** A file in the store that stands beside archives. */
    public static Archive file(BlobStore blobs, String sha256, long size, String name) {
        return new SingleFile(name, size, () -> blobs.open(sha256));
    }

    private static byte[] start(Path path) throws IOException {
        try (var in = Files.newInputStream(path)) {
            return in.readNBytes(ArchiveKind.START);
        }
    }
}
