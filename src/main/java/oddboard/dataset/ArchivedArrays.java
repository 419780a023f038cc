package oddboard.dataset;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import oddboard.dataset.ImportSpec.FileRole;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

/** Arrays and labels that came together in one archive. */
final class ArchivedArrays {
    private ArchivedArrays() {}

    /** Unpacks them into the folder and closes the archive. */
    static ImportSource open(ZipArchive zip, FolderLayout layout, Path folder) throws IOException {
        try (zip) {
            var train = one(zip, layout, FileRole.TRAIN, "the training images (trainingset.npy)");
            var test = one(zip, layout, FileRole.TEST, "the test images (testingset.npy)");
            var labels = layout.oneLabelFile(zip.file);
            return ImportFiles.arrays(
                    unpack(zip, train, folder.resolve(FileRole.TRAIN.name())), name(zip, train),
                    unpack(zip, test, folder.resolve(FileRole.TEST.name())), name(zip, test),
                    new ByteArrayInputStream(zip.read(labels)), name(zip, labels));
        }
    }

    private static String name(ZipArchive zip, ZipArchiveEntry entry) {
        return entry.getName() + " in " + zip.file;
    }

    private static ZipArchiveEntry one(ZipArchive zip, FolderLayout layout, FileRole role, String what) {
        var found = layout.arrays.stream().filter(e -> Datasets.guessRole(e.getName()) == role).toList();
        if (found.size() != 1) {
            throw new InputException("FILES_MISSING", zip.file, "", zip.file + " has "
                    + (found.isEmpty() ? "no file for " : "several files for ") + what + ".");
        }
        return found.getFirst();
    }

    private static Path unpack(ZipArchive zip, ZipArchiveEntry entry, Path to) throws IOException {
        long left = entry.getSize();
        var crc = new CRC32();
        boolean longer;
        try (var in = zip.open(entry);
                var out = new CheckedOutputStream(Files.newOutputStream(to), crc)) {
            var bytes = new byte[1 << 18];
            int read;
            while (left > 0 && (read = in.read(bytes, 0, (int) Math.min(left, bytes.length))) >= 0) {
                out.write(bytes, 0, read);
                left -= read;
            }
            longer = in.read() >= 0;
        }
        if (left > 0 || longer || crc.getValue() != entry.getCrc()) {
            throw new InputException("ZIP_DAMAGED", zip.file, entry.getName(),
                    name(zip, entry) + " is damaged: its bytes changed after it was packed.");
        }
        return to;
    }
}
