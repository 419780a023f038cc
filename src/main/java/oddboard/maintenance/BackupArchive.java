package oddboard.maintenance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import oddboard.common.Sha256;
import oddboard.common.StoredJson;
import oddboard.node.CommandException;
import tools.jackson.core.JacksonException;

/** A backup's file, open for reading. */
final class BackupArchive implements AutoCloseable {
    private static final long LARGEST_MANIFEST = 512L << 20;
    private final Path file;
    private final ZipFile zip;
    private final BackupManifest manifest;

    private BackupArchive(Path file, ZipFile zip, BackupManifest manifest) {
        this.file = file;
        this.zip = zip;
        this.manifest = manifest;
    }

    /** @throws CommandException where it is no backup, or not whole */
    static BackupArchive open(Path file) {
        if (!Files.isReadable(file)) {
            throw new CommandException("There is no file " + file + " that can be read.");
        }
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile());
        } catch (IOException e) {
            throw new CommandException(file + " is not a whole backup: it is cut off, damaged, or something else.", e);
        }
        try {
            return new BackupArchive(file, zip, manifest(file, zip));
        } catch (IOException | RuntimeException e) {
            close(zip);
            throw e instanceof CommandException known ? known : damaged(file, BackupManifest.ENTRY, e);
        }
    }

    private static BackupManifest manifest(Path file, ZipFile zip) throws IOException {
        ZipEntry entry = zip.getEntry(BackupManifest.ENTRY);
        if (entry == null || entry.getSize() > LARGEST_MANIFEST) {
            throw new CommandException(file + " is not a backup of Oddboard.");
        }
        byte[] bytes;
        try (InputStream in = zip.getInputStream(entry)) {
            bytes = in.readAllBytes();
        }
        CRC32 crc = new CRC32();
        crc.update(bytes);
        if (crc.getValue() != entry.getCrc()) {
            throw damaged(file, BackupManifest.ENTRY, null);
        }
        BackupManifest manifest;
        try {
            manifest = StoredJson.MAPPER.readValue(bytes, BackupManifest.class);
        } catch (JacksonException e) {
            throw new CommandException(file + " is not a backup of Oddboard.", e);
        }
        if (!BackupManifest.FORMAT.equals(manifest.format())) {
            throw new CommandException(file + " is not a backup of Oddboard.");
        }
        if (manifest.formatVersion() != BackupManifest.FORMAT_VERSION) {
            throw new CommandException(file + " was made by a later Oddboard (" + manifest.program()
                    + "); restore it with that or a newer one.");
        }
        return manifest;
    }

    BackupManifest manifest() {
        return manifest;
    }

    /** The stream of an entry; broken content shows while it is read. */
    InputStream open(String entry) throws IOException {
        ZipEntry found = zip.getEntry(entry);
        if (found == null) {
            throw damaged(file, entry, null);
        }
        return zip.getInputStream(found);
    }

    /**
     * Reads all of it once.
     *
     * @throws CommandException naming the part that is not what it was
     */
    void check() {
        Set<String> known = new HashSet<>(Set.of(BackupManifest.ENTRY));
        for (BackupManifest.Part table : manifest.tables()) {
            check(table.tableEntry(), table);
            known.add(table.tableEntry());
        }
        for (BackupManifest.Part blob : manifest.blobs()) {
            check(blob.blobEntry(), blob);
            known.add(blob.blobEntry());
        }
        List<String> more = Collections.list(zip.entries()).stream()
                .map(e -> ((ZipEntry) e).getName())
                .filter(n -> !known.contains(n))
                .toList();
        if (!more.isEmpty()) {
            throw new CommandException(
                    file + " holds " + more.getFirst() + ", which no backup of Oddboard does; it was changed.");
        }
    }

    private void check(String entry, BackupManifest.Part part) {
        MessageDigest digest = Sha256.start();
        long bytes = 0;
        try (InputStream in = new DigestInputStream(open(entry), digest)) {
            byte[] buffer = new byte[1 << 17];
            for (int read; (read = in.read(buffer)) >= 0; ) {
                bytes += read;
            }
        } catch (IOException e) {
            throw damaged(file, entry, e);
        }
        if (bytes != part.bytes() || !Sha256.hex(digest).equals(part.sha256())) {
            throw damaged(file, entry, null);
        }
    }

    private static CommandException damaged(
            Path file, String entry, @org.jspecify.annotations.Nullable Exception cause) {
        String sentence = file + " is damaged: its part " + entry + " is not what was written. Take another backup.";
        return cause == null ? new CommandException(sentence) : new CommandException(sentence, cause);
    }

    private static void close(ZipFile zip) {
        try {
            zip.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        close(zip);
    }
}
