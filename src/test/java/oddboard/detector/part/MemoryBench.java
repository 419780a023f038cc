package oddboard.detector.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import oddboard.detector.Detector;
import oddboard.detector.Detectors;
import oddboard.detector.ImageShape;
import oddboard.detector.Model;
import oddboard.detector.QuietProgress;
import oddboard.detector.Settings;
import oddboard.detector.WaveImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Memory of this process outside the Java heap over 200 epochs of {@code conv}, with a checkpoint after each; the heap is
 * touched whole at the start, so that what grows is native. Writes target/bench/memory.md.
 */
@EnabledOnOs(OS.LINUX)
class MemoryBench {
    private static final int[] EPOCHS = {1, 20, 50, 100, 150, 200};

    @Test
    void staysFlatOverTwoHundredEpochs() throws IOException {
        ImageShape shape = new ImageShape(32, 3);
        Detector detector = Detectors.byId("conv").orElseThrow();
        Settings settings = Settings.of(detector.settings(), Map.of("epochs", 200, "batchSize", 64));
        Watch watch = new Watch();
        try (Model model = detector.open(settings, shape, "cpu")) {
            model.fit(WaveImages.normal(2000, shape, 1), watch);
        }
        StringBuilder table = new StringBuilder("| epoch | native memory, KiB |\n|---|---|\n");
        watch.kib.forEach((epoch, kib) ->
                table.append("| ").append(epoch).append(" | ").append(kib).append(" |\n"));
        Path file = Path.of("target", "bench", "memory.md");
        Files.createDirectories(file.getParent());
        Files.writeString(file, table);
        double ratio = watch.kib.get(200) / (double) watch.kib.get(20);
        assertThat(ratio).as("memory after epoch 200 by that after epoch 20").isBetween(0.98, 1.02);
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

    private static final class Watch implements QuietProgress {
        private final Map<Integer, Long> kib = new TreeMap<>();

        @Override
        public void checkpoint(Model model, boolean best) throws IOException {
            model.save(java.io.OutputStream.nullOutputStream());
            for (int epoch : EPOCHS) {
                if (epoch == model.epoch()) {
                    kib.put(epoch, nativeKib());
                }
            }
        }
    }
}
