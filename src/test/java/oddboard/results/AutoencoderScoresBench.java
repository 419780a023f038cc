package oddboard.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
 * What the setting {@code score} gives: every fifth of up to 2,500 training images is held out for validation. Writes rows to
 * target/bench/scores.md; the environment variable ODDBOARD_TEST_DATA names the folder of the sets.
 */
@EnabledIfEnvironmentVariable(named = "ODDBOARD_TEST_DATA", matches = ".+")
class AutoencoderScoresBench {
    private static final int MOST = 2500;
    private static final int SEEDS = Integer.getInteger("scores.seeds", 1);

    @ParameterizedTest
    @CsvSource({
        "hex nuts,'',64,3,conv,40,''",
        "hex nuts,'',64,3,vae,40,'kld=mean,beta=0.001'",
        "hex nuts,'',64,3,fcn,60,'widths=512 128 32,optimizer=adamw'",
        "DeepPCB,deeppcb_folder.zip,64,1,conv,15,''",
        "DeepPCB,deeppcb_folder.zip,64,1,vae,20,'kld=mean,beta=0.001'",
        "DeepPCB,deeppcb_folder.zip,64,1,fcn,40,'widths=512 128 32,optimizer=adamw'",
        "MNIST 8,mnist8_folder.zip,32,1,conv,30,''",
        "MNIST 8,mnist8_folder.zip,32,1,vae,30,'kld=mean,beta=0.001'",
        "MNIST 8,mnist8_folder.zip,32,1,fcn,60,'widths=512 128 32,optimizer=adamw'",
    })
    void measures(String name, String file, int size, int channels, String id, int epochs, String given)
            throws IOException {
        Engine.useThreads(1);
        RealSet set = file.isEmpty()
                ? RealSet.hexNuts()
                : RealSet.of(Path.of(System.getenv("ODDBOARD_TEST_DATA"), file), new ImageShape(size, channels));
        List<byte[]> all = set.train().list();
        List<byte[]> train = new ArrayList<>();
        List<byte[]> validation = new ArrayList<>();
        int most = Math.min(MOST, all.size());
        for (int i = 0; i < most; i++) {
            (i % 5 == 4 ? validation : train).add(all.get((int) ((long) i * all.size() / most)));
        }
        Detector detector = Detectors.byId(id).orElseThrow();
        StringBuilder row = new StringBuilder("| " + name + " | `" + id + "` | " + given + " |");
        for (String score : List.of("error", "normalized")) {
            for (int seed = 1; seed <= SEEDS; seed++) {
                Map<String, Object> settings =
                        new LinkedHashMap<>(Map.of("epochs", epochs, "batchSize", 128, "score", score, "seed", seed));
                for (String one : given.isEmpty() ? new String[0] : given.split(",")) {
                    settings.put(one.split("=")[0], one.split("=")[1].replace(' ', ','));
                }
                double[] scores = new double[set.test().count()];
                try (Model model = detector.open(
                        Settings.of(detector.settings(), settings), set.train().shape(), "cpu")) {
                    model.fit(
                            new RealSet.Images(train, set.train().shape()),
                            new RealSet.Images(validation, set.train().shape()),
                            new QuietProgress() {});
                    model.score(set.test(), (i, value, shown) -> scores[i] = value, new QuietProgress() {});
                }
                row.append(String.format(Locale.ROOT, " %.4f |", Auc.of(scores, set.anomalous())));
            }
        }
        Path table = Path.of("target", "bench", "scores.md");
        Files.createDirectories(table.getParent());
        Files.writeString(table, row + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
