package oddboard.detector.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import oddboard.detector.Detector;
import oddboard.detector.Detectors;
import oddboard.detector.ImageShape;
import oddboard.detector.ImageSource;
import oddboard.detector.Model;
import oddboard.detector.QuietProgress;
import oddboard.detector.Settings;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Memory of this process outside the Java heap while {@code patches} fits and scores 10,000 and then 100,000 images of
 * 32 x 32, drawn as they are read. Adds to target/bench/patches-memory.md.
 */
@EnabledOnOs(OS.LINUX)
class PatchesMemoryBench {
    private static final ImageShape SHAPE = new ImageShape(32, 1);

    @ParameterizedTest
    @ValueSource(strings = {"defects", "objects"})
    void staysFlatFromTenThousandToAHundredThousandImages(String purpose) throws IOException {
        // The first takes what the engine and the Java compiler keep.
        measured(purpose, 10_000);
        long few = measured(purpose, 10_000);
        long many = measured(purpose, 100_000);
        assertThat(many / (double) few)
                .as("memory at 100,000 images by that at 10,000")
                .isLessThan(1.05);
    }

    private static long measured(String purpose, int images) throws IOException {
        Detector detector = Detectors.byId("patches").orElseThrow();
        Drawn source = new Drawn(images);
        Watch watch = new Watch();
        long start = System.nanoTime();
        try (Model model = detector.open(Settings.of(detector.settings(), Map.of("purpose", purpose)), SHAPE, "cpu")) {
            assertThat(model.fit(source, watch)).isTrue();
            assertThat(model.score(source, (index, score, shown) -> {}, watch)).isTrue();
        }
        Path file = Path.of("target", "bench", "patches-memory.md");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                "| %s | %,d | %,d | %.0f s |%n"
                        .formatted(purpose, images, watch.most, (System.nanoTime() - start) / 1e9),
                java.nio.file.StandardOpenOption.CREATE,
                java.nio.file.StandardOpenOption.APPEND);
        return watch.most;
    }

    /** A blob at a place that differs from image to image, with noise; nothing of it is kept. */
    private record Drawn(int count) implements ImageSource {
        @Override
        public ImageShape shape() {
            return SHAPE;
        }

        @Override
        public void read(int index, ByteBuffer to) {
            long state = Seeds.mix(1, index);
            double x = 10 + (state >>> 8 & 7);
            double y = 10 + (state >>> 16 & 7);
            for (int i = 0; i < SHAPE.elements(); i++) {
                state = state * 6364136223846793005L + 1442695040888963407L;
                int row = i / 32;
                double away = Math.hypot(i % 32 - x, row - y);
                to.put((byte) (40 + 150 / (1 + away * away / 20) + (state >>> 60)));
            }
        }
    }

    static final class Watch implements QuietProgress {
        private long most;
        private int calls;

        /** KiB. */
        long most() {
            return most;
        }

        @Override
        public void images(int epoch, int done, int total) {
            if (calls++ % 20 == 0 || done == total) {
                most = Math.max(most, nativeKib());
            }
        }
    }

    private static long nativeKib() {
        try {
            long resident = Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
            return resident - Runtime.getRuntime().totalMemory() / 1024;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
