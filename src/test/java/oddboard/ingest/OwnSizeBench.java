package oddboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.zaxxer.hikari.HikariDataSource;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;
import oddboard.image.Crop;
import oddboard.testing.DatasetFixture;
import oddboard.testing.MegapixelSet;
import oddboard.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How fast images of one megapixel are imported at their own size, against a loop that only unpacks and decodes them. */
class OwnSizeBench {
    private static final int IMAGES = Integer.getInteger("oddboard.bench.large", 10_000);
    private static final int THREADS = Runtime.getRuntime().availableProcessors();

    @TempDir
    Path folder;

    private final AtomicLong peak = new AtomicLong();

    @Test
    void importsLargeImagesInBoundedMemory() throws Exception {
        ImageIO.setUseCache(false);
        var file = MegapixelSet.write(folder.resolve("set.zip"), IMAGES);
        bare(file, IMAGES / 10);
        double bare = bare(file, IMAGES);
        watchCollections();
        double imported = imported(file);
        var text = String.format(
                Locale.ROOT,
                """
                # Import of %,d JPEGs of %,d x %,d (%,d MB) at their own size

                %d threads. Import: the whole job, from the archive in the store to the version in the store, PostgreSQL on
                the same cores. Bare loop: `ZipFile` and `ImageIO.read`, nothing kept.

                | import, images/s | bare loop, images/s | ratio | largest memory after a collection, MiB |
                |---|---|---|---|
                | %,.1f | %,.1f | %.3f | %,d |
                """,
                IMAGES,
                MegapixelSet.WIDTH,
                MegapixelSet.HEIGHT,
                Files.size(file) / 1_000_000,
                THREADS,
                imported,
                bare,
                imported / bare,
                peak.get());
        Files.createDirectories(Path.of("target/bench"));
        Files.writeString(Path.of("target/bench/own-size.md"), text);
        System.out.println(text);
        // The ratio is a figure to compare, not a promise: the database works on the same cores.
        assertThat(peak).as("MiB, however many images").hasPositiveValue().hasValueLessThan(1024);
    }

    /** What is left after a collection: before it, a large heap is simply not cleaned yet. */
    private void watchCollections() {
        for (var collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector)
                    .addNotificationListener(
                            (event, of) -> {
                                var info = GarbageCollectionNotificationInfo.from((CompositeData) event.getUserData());
                                long left = info.getGcInfo().getMemoryUsageAfterGc().values().stream()
                                        .mapToLong(MemoryUsage::getUsed)
                                        .sum();
                                peak.accumulateAndGet(left >> 20, Math::max);
                            },
                            event -> event.getType()
                                    .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION),
                            null);
        }
    }

    private double imported(Path file) throws Exception {
        try (var pool = new HikariDataSource()) {
            pool.setDataSource(TestDatabase.dataSource());
            var fixture = new DatasetFixture(folder.resolve("room"), pool);
            var set = fixture.create("Set");
            ImportSpec.File upload;
            try (var in = Files.newInputStream(file)) {
                upload = new ImportSpec.File(
                        fixture.uploads
                                .store(set.id(), "set.zip", in, fixture.member)
                                .id(),
                        ImportSpec.FileRole.ARCHIVE);
            }
            var spec = new ImportSpec(List.of(upload), 0, Crop.FIT, 0, ImportSpec.OnBadFile.STOP);
            var version = fixture.imports.start(set.id(), spec, fixture.member);
            long start = System.nanoTime();
            fixture.work(version);
            double rate = IMAGES / ((System.nanoTime() - start) / 1e9);
            assertThat(fixture.datasets
                            .findVersion(version.id(), fixture.member)
                            .orElseThrow()
                            .own())
                    .isNotNull();
            return rate;
        }
    }

    private static double bare(Path file, int count) throws Exception {
        long start = System.nanoTime();
        try (var zip = new ZipFile(file.toFile());
                var pool = Executors.newFixedThreadPool(THREADS)) {
            var entries = zip.stream().limit(count).toList();
            var next = new AtomicInteger();
            var parts = new ArrayList<Future<?>>();
            for (int t = 0; t < THREADS; t++) {
                parts.add(pool.submit(() -> {
                    for (int i; (i = next.getAndIncrement()) < entries.size(); ) {
                        try (var in = zip.getInputStream(entries.get(i))) {
                            assertThat(ImageIO.read(new ByteArrayInputStream(in.readAllBytes()))
                                            .getWidth())
                                    .isEqualTo(MegapixelSet.WIDTH);
                        }
                    }
                    return null;
                }));
            }
            for (var part : parts) {
                part.get();
            }
        }
        return count / ((System.nanoTime() - start) / 1e9);
    }
}
