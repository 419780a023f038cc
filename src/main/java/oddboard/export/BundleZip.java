package oddboard.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packs the files of a bundle into one folder of a ZIP. */
final class BundleZip {
    private BundleZip() {}

    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    static void write(Path folder, String name, OutputStream to) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(to);
        // Weights hardly shrink, and this takes a third of the time.
        zip.setLevel(Deflater.BEST_SPEED);
        for (Path file : files(folder)) {
            ZipEntry entry = new ZipEntry(name + "/" + file.getFileName());
            // The same model makes the same bytes.
            entry.setTime(0);
            zip.putNextEntry(entry);
            Files.copy(file, zip);
            zip.closeEntry();
        }
        zip.finish();
    }
}
