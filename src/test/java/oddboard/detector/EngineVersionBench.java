package oddboard.detector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every detector's scores after a short training with the same seed, in a file for each version of PyTorch; where there is one of
 * another version, the largest difference to it, relative to the score.
 */
class EngineVersionBench {
    private static final ImageShape SHAPE = new ImageShape(32, 1);

    @Test
    void compare() throws IOException {
        Engine.useThreads(1);
        String version = Engine.describeDevice("cpu").replaceFirst(".*PyTorch ", "");
        Path folder = Files.createDirectories(Path.of("target", "bench"));
        List<String> lines = new ArrayList<>();
        for (Detector detector : Detectors.all()) {
            Map<String, Object> given = new java.util.HashMap<>(Map.of("seed", 1));
            if (detector.settings().stream().anyMatch(s -> s.name().equals("epochs"))) {
                given.putAll(Map.of("epochs", 2, "batchSize", 16));
            }
            if (detector.settings().stream().anyMatch(s -> s.name().equals("steps"))) {
                given.putAll(Map.of("steps", 20, "batchSize", 16));
            }
            try (Model model = detector.open(Settings.of(detector.settings(), given), SHAPE, "cpu")) {
                if (detector.traits().epochs()) {
                    score(model, detector.id() + "-untrained", lines);
                }
                model.fit(WaveImages.normal(64, SHAPE, 1), new QuietProgress() {});
                score(model, detector.id(), lines);
            }
        }
        Files.write(folder.resolve("scores-" + version + ".txt"), lines);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path other : files.filter(f -> f.getFileName().toString().matches("scores-[0-9.]+\\.txt"))
                    .toList()) {
                write(folder, version, lines, other);
            }
        }
    }

    private static void score(Model model, String name, List<String> lines) {
        model.score(
                WaveImages.normal(16, SHAPE, 2), (i, s, image) -> lines.add(name + " " + s), new QuietProgress() {});
    }

    private static void write(Path folder, String version, List<String> lines, Path other) throws IOException {
        List<String> others = Files.readAllLines(other);
        Map<String, Double> largest = new java.util.TreeMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String[] own = lines.get(i).split(" ");
            double score = Double.parseDouble(own[1]);
            double theirs = Double.parseDouble(others.get(i).split(" ")[1]);
            largest.merge(own[0], Math.abs(score - theirs) / Math.max(1e-12, Math.abs(theirs)), Math::max);
        }
        String name = other.getFileName().toString().replaceAll("scores-|\\.txt", "");
        if (!name.equals(version)) {
            List<String> table =
                    new ArrayList<>(List.of("| detector | PyTorch " + version + " from " + name + " |", "|---|---|"));
            largest.forEach((id, value) -> table.add(String.format(Locale.ROOT, "| %s | %.1e |", id, value)));
            Files.write(folder.resolve("EngineVersionBench.md"), table);
        }
    }
}
