package oddboard.results;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import oddboard.detector.Detector;
import oddboard.detector.Detectors;
import oddboard.detector.Engine;
import oddboard.detector.ImageShape;
import oddboard.detector.Model;
import oddboard.detector.QuietProgress;
import oddboard.detector.Settings;
import oddboard.metric.Auc;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the detector rotation gives after so many steps, on one thread. Writes rows to target/bench/rotation.md; the environment
 * variable ODDBOARD_TEST_DATA names the folder of the sets, {@code -Drotation.sets=MNIST_8} takes some of them, {@code
 * -Drotation.steps=250,750} and {@code -Drotation.score=logp} other settings.
 */
@EnabledIfEnvironmentVariable(named = "ODDBOARD_TEST_DATA", matches = ".+")
class RotationBench {
    private static final String[] STEPS =
            System.getProperty("rotation.steps", "131,250,750,2000").split(",");
    private static final String SCORE = System.getProperty("rotation.score", "knn");
    private static final String SETS = System.getProperty("rotation.sets", "");

    @ParameterizedTest
    @CsvSource({
        "Apples,apples_folder.zip,64,3",
        "MNIST 8,mnist8_folder.zip,32,1",
        "DeepPCB,deeppcb_folder.zip,64,1",
        "hex nuts,'',64,3",
    })
    void measures(String name, String file, int size, int channels) throws IOException {
        if (!SETS.isEmpty() && !SETS.contains(name.replace(" ", "_"))) {
            return;
        }
        Engine.useThreads(1);
        RealSet set = file.isEmpty()
                ? RealSet.hexNuts()
                : RealSet.of(Path.of(System.getenv("ODDBOARD_TEST_DATA"), file), new ImageShape(size, channels));
        Detector detector = Detectors.byId("rotation").orElseThrow();
        for (String steps : STEPS) {
            Map<String, Object> settings = new LinkedHashMap<>(Map.of("steps", Integer.parseInt(steps)));
            settings.put("score", SCORE);
            double[] scores = new double[set.test().count()];
            long begin = System.nanoTime();
            double cpu = cpuSeconds();
            double fit;
            double fitCpu;
            String[] told = new String[1];
            try (Model model = detector.open(
                    Settings.of(detector.settings(), settings), set.train().shape(), "cpu")) {
                model.fit(set.train(), new QuietProgress() {
                    @Override
                    public void log(String line) {
                        told[0] = line;
                    }
                });
                fit = (System.nanoTime() - begin) / 1e9;
                fitCpu = cpuSeconds() - cpu;
                model.score(set.test(), (i, value, shown) -> scores[i] = value, new QuietProgress() {});
            }
            String row = String.format(
                    Locale.ROOT,
                    "| %s | %d + %d | %s | %s | %.4f | %.1f s | %.1f s | %.1f s | %s |%n",
                    name,
                    set.train().count(),
                    scores.length,
                    steps,
                    SCORE,
                    Auc.of(scores, set.anomalous()),
                    fit,
                    fitCpu,
                    (System.nanoTime() - begin) / 1e9 - fit,
                    told[0]);
            Path table = Path.of("target", "bench", "rotation.md");
            Files.createDirectories(table.getParent());
            Files.writeString(table, row, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    /** Of the whole process. */
    private static double cpuSeconds() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / 1e9;
    }
}
