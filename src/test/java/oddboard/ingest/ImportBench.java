package oddboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import oddboard.archive.Archives;
import oddboard.duplicate.Thumbnails;
import oddboard.image.Crop;
import oddboard.image.Images;
import oddboard.image.Resizer;
import oddboard.storage.TestBlobStore;
import oddboard.testing.DatasetFixture;
import oddboard.testing.TestDatabase;
import oddboard.upload.Upload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How fast an import takes a ZIP of small PNGs, from the file on disk to the packed file, against a loop that only
 * unpacks and decodes the same files on as many threads; and the whole job with the store of blobs around it.
 */
class ImportBench {
    private static final int IMAGES = Integer.getInteger("oddboard.bench.images", 60_000);
    private static final int ROUNDS = Integer.getInteger("oddboard.bench.rounds", 5);
    private static final int THREADS = Runtime.getRuntime().availableProcessors();
    private static final int EDGE = 64;

    @TempDir
    Path folder;

    private record Round(double imported, double bare) {
        double ratio() {
            return imported / bare;
        }
    }

    @Test
    void importsNearlyAsFastAsABareLoopDecodes() throws Exception {
        ImageIO.setUseCache(false);
        var file = folder.resolve(ImportSpec.FileRole.ARCHIVE.name());
        draw(file);
        imported();
        bare(file);
        var rounds = new ArrayList<Round>();
        for (int i = 0; i < ROUNDS; i++) {
            // Each goes first in turn.
            double first = i % 2 == 0 ? imported() : bare(file);
            double second = i % 2 == 0 ? bare(file) : imported();
            rounds.add(i % 2 == 0 ? new Round(first, second) : new Round(second, first));
        }
        double job = job(file);
        var ratios = rounds.stream().mapToDouble(Round::ratio).sorted().toArray();
        double median = ratios[ratios.length / 2];
        var table = new StringBuilder(
                String.format(Locale.ROOT, """
                # Import of %,d PNGs of %d x %d (%,d kB)

                %d threads. Import: read from the ZIP, decode, find the common size, make square, hash, pack, in order.
                Bare loop: `ZipFile` and `ImageIO.read`, nothing kept. One after the other, each first in turn.

                | round | import, images/s | bare loop, images/s | ratio |
                |---|---|---|---|
                """, IMAGES, EDGE, EDGE, Files.size(file) / 1000, THREADS));
        for (int i = 0; i < rounds.size(); i++) {
            var round = rounds.get(i);
            table.append(String.format(
                    Locale.ROOT, "| %d | %,.0f | %,.0f | %.3f |%n", i + 1, round.imported, round.bare, round.ratio()));
        }
        table.append(String.format(Locale.ROOT, "| **median** | | | **%.3f** |%n%n", median));
        table.append(String.format(
                Locale.ROOT,
                "The whole job, from the archive in the store to the version in the store: %,.0f images/s.%n",
                job));
        Files.createDirectories(Path.of("target/bench"));
        Files.writeString(Path.of("target/bench/import.md"), table);
        System.out.println(table);
        assertThat(median).isGreaterThanOrEqualTo(0.9);
    }

    /** Smooth surfaces with a little noise, all different. */
    private static void draw(Path file) throws IOException {
        var random = new Random(7);
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < IMAGES; i++) {
                var image = new BufferedImage(EDGE, EDGE, BufferedImage.TYPE_BYTE_GRAY);
                double turn = random.nextDouble() * 6;
                for (int y = 0; y < EDGE; y++) {
                    for (int x = 0; x < EDGE; x++) {
                        double level = 128 + 70 * Math.sin((x * Math.cos(turn) + y * Math.sin(turn)) / 9);
                        image.getRaster().setSample(x, y, 0, (int) level + random.nextInt(6));
                    }
                }
                boolean train = i < IMAGES * 0.8;
                zip.putNextEntry(
                        new ZipEntry((train ? "train/good/" : i % 2 == 0 ? "test/good/" : "test/dent/") + i + ".png"));
                zip.write(Images.png(image));
            }
        }
    }

    private double imported() throws IOException {
        var store = TestBlobStore.create(TestDatabase.dataSource(), folder);
        // A job has an empty folder: taking an old file's pages away is not part of it.
        Files.deleteIfExists(folder.resolve("packed"));
        long start = System.nanoTime();
        var spec = new ImportSpec(List.of(), 0, Crop.SQUARE, 0, ImportSpec.OnBadFile.STOP);
        try (var source = ImportFiles.archive(
                        folder,
                        Archives.open(folder.resolve(ImportSpec.FileRole.ARCHIVE.name()), "set.zip", () -> true),
                        spec,
                        () -> true);
                var writer = new PackedWriter(
                        store, folder.resolve("packed"), Resizer.legalSize(source.edge(spec.crop(), 1)), 0);
                var masks = new MaskWriter(folder.resolve("masks"));
                var thumbnails = new Thumbnails(folder.resolve("thumbnails"))) {
            var tally = new ImportTally(spec, EDGE, writer, masks, thumbnails, null);
            source.forEach(tally, () -> true);
            assertThat(tally.trainCount + tally.testCount).isEqualTo(IMAGES);
        }
        return rate(start);
    }

    private static double bare(Path file) throws Exception {
        long start = System.nanoTime();
        try (var zip = new ZipFile(file.toFile());
                var pool = Executors.newFixedThreadPool(THREADS)) {
            var entries = zip.stream().toList();
            var next = new AtomicInteger();
            var parts = new ArrayList<Future<?>>();
            for (int t = 0; t < THREADS; t++) {
                parts.add(pool.submit(() -> {
                    for (int i; (i = next.getAndIncrement()) < entries.size(); ) {
                        try (var in = zip.getInputStream(entries.get(i))) {
                            assertThat(ImageIO.read(new ByteArrayInputStream(in.readAllBytes()))
                                            .getWidth())
                                    .isEqualTo(EDGE);
                        }
                    }
                    return null;
                }));
            }
            for (var part : parts) {
                part.get();
            }
        }
        return rate(start);
    }

    private double job(Path file) throws Exception {
        try (var pool = new HikariDataSource()) {
            // As the program has it: a statement that is prepared once gets bytes as bytes, not as text.
            pool.setDataSource(TestDatabase.dataSource());
            return job(file, new DatasetFixture(folder.resolve("room"), pool));
        }
    }

    private static double job(Path file, DatasetFixture fixture) throws Exception {
        var set = fixture.create("Set");
        Upload upload;
        try (var in = Files.newInputStream(file)) {
            upload = fixture.uploads.store(set.id(), "set.zip", in, fixture.member);
        }
        var files = List.of(new ImportSpec.File(upload.id(), ImportSpec.FileRole.ARCHIVE));
        var version = fixture.imports.start(
                set.id(), new ImportSpec(files, 0, Crop.SQUARE, 0, ImportSpec.OnBadFile.STOP), fixture.member);
        long start = System.nanoTime();
        fixture.work(version);
        return rate(start);
    }

    private static double rate(long start) {
        return IMAGES / ((System.nanoTime() - start) / 1e9);
    }
}
