package oddboard.detector.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import oddboard.detector.Detector;
import oddboard.detector.Detectors;
import oddboard.detector.ImageShape;
import oddboard.detector.Model;
import oddboard.detector.Settings;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Memory of this process outside the Java heap while {@code patches} and {@code backbone} fit and score large squares, such as
 * tiles: so many, then four times as many, drawn as they are read. Adds to target/bench/large-squares-memory.md.
 */
@EnabledOnOs(OS.LINUX)
class LargeSquaresMemoryBench {
    @ParameterizedTest
    @CsvSource({
        "patches, 256, 100", "patches, 512, 30", "patches, 1024, 10",
        "backbone, 256, 60", "backbone, 512, 20", "backbone, 1024, 8"
    })
    void staysFlatFromFewToFourTimesAsMany(String id, int size, int few) throws IOException {
        // The first takes what the engine and the Java compiler keep.
        measured(id, size, few);
        long once = measured(id, size, few);
        long four = measured(id, size, 4 * few);
        assertThat(four / (double) once).as("memory at four times as many").isLessThan(1.05);
    }

    private static long measured(String id, int size, int count) throws IOException {
        Detector detector = Detectors.byId(id).orElseThrow();
        LargeSquares squares = new LargeSquares(count, new ImageShape(size, 1), false);
        PatchesMemoryBench.Watch watch = new PatchesMemoryBench.Watch();
        long start = System.nanoTime();
        try (Model model = detector.open(Settings.of(detector.settings(), Map.of()), squares.shape(), "cpu")) {
            assertThat(model.fit(squares, watch)).isTrue();
            assertThat(model.score(squares, (index, score, shown) -> {}, watch)).isTrue();
        }
        Path file = Path.of("target", "bench", "large-squares-memory.md");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                "| %s | %d | %,d | %,d KiB | %.0f s |%n"
                        .formatted(id, size, count, watch.most(), (System.nanoTime() - start) / 1e9),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        return watch.most();
    }
}
