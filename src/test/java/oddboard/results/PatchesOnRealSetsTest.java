package oddboard.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import oddboard.detector.Detector;
import oddboard.detector.Detectors;
import oddboard.detector.ImageShape;
import oddboard.detector.MapGrid;
import oddboard.detector.Model;
import oddboard.detector.QuietProgress;
import oddboard.detector.ScoreSink;
import oddboard.detector.Settings;
import oddboard.metric.Auc;
import oddboard.metric.PixelMetrics;
import oddboard.testing.Slow;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the detectors patches and backbone reach with their purpose alone chosen. The environment variable ODDBOARD_TEST_DATA names the
 * folder of the sets; the demo's hex nuts are always there. {@code -Dpatches.heads} measures every head as well, {@code
 * -Dpatches.all} the entries of one run with all heads, for the features that it names.
 */
@Slow
class PatchesOnRealSetsTest {
    private static final double MAX_SECONDS = 60;
    private static final double MAX_SECONDS_OF_A_NETWORK = 600;

    @ParameterizedTest
    @CsvSource({
        "patches,hex nuts,'',64,3,defects,0.99,0",
        "patches,MNIST 8,mnist8_folder.zip,32,1,objects,0.95,0",
        "patches,apples,apples_folder.zip,64,3,objects,0.95,0",
        "patches,DeepPCB,deeppcb_folder.zip,64,1,defects,0.90,0.78",
        "backbone,hex nuts,'',64,3,defects,0.99,0",
        "backbone,MNIST 8,mnist8_folder.zip,32,1,objects,0.97,0",
        "backbone,apples,apples_folder.zip,64,3,objects,0.94,0",
        "backbone,DeepPCB,deeppcb_folder.zip,64,1,defects,0.85,0.80",
    })
    void reachesItsBar(
            String detector,
            String name,
            String file,
            int size,
            int channels,
            String purpose,
            double auc,
            double pixelAuc)
            throws IOException {
        String folder = System.getenv("ODDBOARD_TEST_DATA");
        assumeThat(file.isEmpty() && detector.equals("patches") || folder != null)
                .as("needs ODDBOARD_TEST_DATA for " + name)
                .isTrue();
        RealSet set =
                file.isEmpty() ? RealSet.hexNuts() : RealSet.of(Path.of(folder, file), new ImageShape(size, channels));
        Measured measured = measure(detector, name, set, Map.of("purpose", purpose));
        if (System.getProperty("patches.heads") != null) {
            for (String head : System.getProperty("patches.heads").split(",")) {
                for (String other : new String[] {"defects", "objects"}) {
                    measure(detector, name, set, Map.of("purpose", other, "head", head));
                }
            }
        }
        if (detector.equals("patches") && System.getProperty("patches.all") != null) {
            for (String features : System.getProperty("patches.all").split(",")) {
                measureAll(name, set, Map.of("purpose", purpose, "head", "all", "features", features));
            }
        }
        assertThat(measured.auc).isGreaterThanOrEqualTo(auc);
        assertThat(measured.pixelAuc).isGreaterThanOrEqualTo(pixelAuc);
        assertThat(measured.seconds).isLessThan(detector.equals("patches") ? MAX_SECONDS : MAX_SECONDS_OF_A_NETWORK);
    }

    private record Measured(double auc, double pixelAuc, double seconds) {}

    private static Measured measure(String id, String name, RealSet set, Map<String, Object> given) throws IOException {
        Detector detector = Detectors.byId(id).orElseThrow();
        double[] scores = new double[set.test().count()];
        float[][] maps = new float[scores.length][];
        long start = System.nanoTime();
        MapGrid grid;
        double fit;
        try (Model model = detector.open(
                Settings.of(detector.settings(), given), set.train().shape(), "cpu")) {
            assertThat(model.fit(set.train(), new QuietProgress() {})).isTrue();
            fit = (System.nanoTime() - start) / 1e9;
            model.score(
                    set.test(),
                    (index, score, shown) -> {
                        scores[index] = score;
                        maps[index] = shown.map().clone();
                    },
                    new QuietProgress() {});
            grid = model.mapGrid();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double auc = Auc.of(scores, set.anomalous());
        double pixelAuc = pixelAuc(set, maps, grid);
        report(String.format(
                Locale.ROOT,
                "| %s | %s | %s | %d + %d | %.4f | %s | %.1f s | %.1f s |%n",
                name,
                id,
                new LinkedHashMap<>(given),
                set.train().count(),
                scores.length,
                auc,
                pixelAuc < 0 ? "" : String.format(Locale.ROOT, "%.4f", pixelAuc),
                fit,
                seconds - fit));
        return new Measured(auc, pixelAuc, seconds);
    }

    /** Every entry of one run with all heads. */
    private static void measureAll(String name, RealSet set, Map<String, Object> given) throws IOException {
        Detector detector = Detectors.byId("patches").orElseThrow();
        List<double[]> scores = new ArrayList<>();
        List<String> names = new ArrayList<>(List.of("preset"));
        long start = System.nanoTime();
        try (Model model = detector.open(
                Settings.of(detector.settings(), given), set.train().shape(), "cpu")) {
            assertThat(model.fit(set.train(), new QuietProgress() {})).isTrue();
            model.entries().forEach(entry -> names.add(entry.name()));
            List<ScoreSink> sinks = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                double[] of = new double[set.test().count()];
                scores.add(of);
                sinks.add((index, score, shown) -> of[index] = score);
            }
            assertThat(model.scoreAll(set.test(), sinks, new QuietProgress() {}))
                    .isTrue();
        }
        StringBuilder row = new StringBuilder("| " + name + " | " + new LinkedHashMap<>(given) + " |");
        for (int i = 0; i < names.size(); i++) {
            row.append(String.format(Locale.ROOT, " %s %.4f |", names.get(i), Auc.of(scores.get(i), set.anomalous())));
        }
        report(row + String.format(Locale.ROOT, " %.1f s |%n", (System.nanoTime() - start) / 1e9));
    }

    /** 0 where there are no masks. */
    private static double pixelAuc(RealSet set, float[][] maps, MapGrid grid) {
        if (Arrays.stream(set.masks()).allMatch(mask -> mask == null)) {
            return 0;
        }
        int size = set.test().shape().size();
        float low = Float.MAX_VALUE;
        float high = -Float.MAX_VALUE;
        for (float[] map : maps) {
            for (float value : map) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        PixelMetrics metrics = new PixelMetrics(size);
        for (int i = 0; i < maps.length; i++) {
            if (set.anomalous()[i] && set.masks()[i] == null) {
                continue;
            }
            float[] whole = grid.interpolated(maps[i], size);
            byte[] steps = new byte[whole.length];
            for (int p = 0; p < whole.length; p++) {
                steps[p] = (byte) Math.round(255 * (whole[p] - low) / (high - low));
            }
            metrics.add(steps, set.masks()[i] == null ? new byte[whole.length] : set.masks()[i]);
        }
        return metrics.metrics().orElseThrow().auroc();
    }

    private static void report(String row) throws IOException {
        Path table = Path.of("target", "bench", "patches.md");
        Files.createDirectories(table.getParent());
        Files.writeString(table, row, java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND);
    }
}
