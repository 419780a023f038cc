package oddboard.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import oddboard.detector.Engine;
import oddboard.scoring.ScoringSpec.Maps;
import oddboard.testing.DrawnSet;
import oddboard.testing.RunFixture;
import oddboard.upload.UploadId;
import oddboard.upload.Uploads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Memory of this process while a job scores an archive of 10,000 and then one of 100,000 images of 32 x 32 with all their maps:
 * what the Java heap holds after a collection, and what the process has outside of it. Writes target/bench/scoring-memory.md.
 */
@EnabledOnOs(OS.LINUX)
class ScoringMemoryBench {
    /** Of one image: its name, its place in the archive and what is known of its content. */
    private static final double MOST_BYTES_AN_IMAGE = 1000;

    @TempDir
    Path folder;

    @Test
    void staysFlatFromTenThousandToAHundredThousandImages() throws Exception {
        List<String> rows = new ArrayList<>(List.of(
                "| images | scored in | heap after a collection, at most | outside the heap, at most |",
                "|---|---|---|---|"));
        try (ScoringFixture fixture = new ScoringFixture(folder)) {
            fixture.train("caps", "conv", Map.of("epochs", 1));
            // The first takes what the engine and the Java compiler keep.
            measured(fixture, 10_000, new ArrayList<>());
            long few = measured(fixture, 10_000, rows);
            long many = measured(fixture, 100_000, rows);
            Path table = Files.createDirectories(Path.of("target", "bench")).resolve("scoring-memory.md");
            Files.writeString(table, Engine.describeDevice("cpu") + "\n\n" + String.join("\n", rows) + "\n");
            System.out.println(String.join("\n", rows));
            assertThat((many - few) / 90_000.0).as("bytes of heap an image").isLessThan(MOST_BYTES_AN_IMAGE);
        }
    }

    private long measured(ScoringFixture fixture, int count, List<String> rows) throws Exception {
        Path zip = drawn(count);
        UploadId upload;
        try (InputStream in = Files.newInputStream(zip)) {
            upload = fixture.runs
                    .part(Uploads.class)
                    .store(fixture.dataset(), "line.zip", in, fixture.admin)
                    .id();
        }
        Files.delete(zip);
        Scoring scoring = fixture.start("caps/1", List.of(upload), null, Maps.ALL);
        long start = System.nanoTime();
        long[] most;
        try (Watch watch = new Watch()) {
            fixture.work(fixture.claim(scoring));
            most = watch.most;
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        assertThat(fixture.again(scoring).counts().done()).isEqualTo(count);
        rows.add(String.format(
                Locale.ROOT,
                "| %,d | %.0f s | %.0f MiB | %.0f MiB |",
                count,
                seconds,
                most[0] / 1048576.0,
                most[1] / 1048576.0));
        return most[0];
    }

    /** A few pictures, each made another by its first pixel, so that no two are equal. */
    private Path drawn(int count) throws IOException {
        int size = RunFixture.SIZE;
        int each = size * size * 3;
        byte[] packed = DrawnSet.pixels(new boolean[100], size, 7);
        Path file = folder.resolve("line-" + count + ".zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.setLevel(0);
            for (int i = 0; i < count; i++) {
                int at = i % 100 * each;
                packed[at] = (byte) i;
                packed[at + 1] = (byte) (i >> 8);
                packed[at + 2] = (byte) (i >> 16);
                zip.putNextEntry(new ZipEntry("line/%06d.png".formatted(i)));
                zip.write(ScoringFixture.png(packed, i % 100, size));
            }
        }
        return file;
    }

    /** Collects every two seconds, so that only what is still in use counts. */
    private static final class Watch implements AutoCloseable {
        private final long[] most = new long[2];
        private final CountDownLatch end = new CountDownLatch(1);
        private final Thread thread = Thread.ofPlatform().start(this::watch);

        private void watch() {
            try {
                do {
                    System.gc();
                    Runtime runtime = Runtime.getRuntime();
                    most[0] = Math.max(most[0], runtime.totalMemory() - runtime.freeMemory());
                    most[1] = Math.max(most[1], resident() - runtime.totalMemory());
                } while (!end.await(2, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private static long resident() {
            try {
                return Files.readAllLines(Path.of("/proc/self/status")).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                        .findFirst()
                        .orElseThrow();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws InterruptedException {
            end.countDown();
            thread.join();
        }
    }
}
