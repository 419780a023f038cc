package oddboard.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import oddboard.detector.Detector;
import oddboard.detector.Detectors;
import oddboard.detector.Engine;
import oddboard.detector.ImageShape;
import oddboard.detector.ImageSource;
import oddboard.detector.Model;
import oddboard.detector.QuietProgress;
import oddboard.detector.Settings;
import oddboard.detector.SyntheticDefects;
import oddboard.metric.Auc;
import oddboard.metric.Consensus;
import oddboard.metric.RankCorrelation;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How far two measures that need no labels rank detectors as the true AUC does: every fifth of up to 1,500 training images is held out,
 * and up to 1,000 test images are scored. Writes to target/bench/label-free.md; ODDBOARD_TEST_DATA names the folder of the sets.
 */
@EnabledIfEnvironmentVariable(named = "ODDBOARD_TEST_DATA", matches = ".+")
class LabelFreeBench {
    private static final int MOST_TRAIN = 1500;
    private static final int MOST_TEST = 1000;
    private static final int SEED = Integer.getInteger("labelFree.seed", 1);
    private static final String TRAINED = "epochs=20,batchSize=64";
    private static final String[] RUNS = {
        "patches:purpose=defects",
        "patches:purpose=objects",
        "patches:purpose=defects,head=gauss",
        "patches:purpose=defects,head=bank",
        "patches:purpose=objects,head=subspace",
        "patches:purpose=objects,head=knn",
        "backbone:purpose=defects",
        "backbone:purpose=objects",
        "fcn:" + TRAINED,
        "fcn:widths=512 128 32,optimizer=adamw," + TRAINED,
        "conv:" + TRAINED,
        "conv:widths=16 32 32 4," + TRAINED,
        "conv:score=normalized," + TRAINED,
        "vae:kld=mean,beta=0.001," + TRAINED,
        "vae:kld=mean,beta=0.001,score=normalized," + TRAINED,
    };

    private record Measured(String run, String kind, double auc, double synthetic, double[] scores) {}

    @ParameterizedTest
    @CsvSource({
        "hex nuts,'',64,3",
        "DeepPCB,deeppcb_folder.zip,64,1",
        "MNIST 8,mnist8_folder.zip,32,1",
        "Apples,apples_folder.zip,64,3"
    })
    void measures(String name, String file, int size, int channels) throws IOException {
        Engine.useThreads(1);
        RealSet set = file.isEmpty()
                ? RealSet.hexNuts()
                : RealSet.of(Path.of(System.getenv("ODDBOARD_TEST_DATA"), file), new ImageShape(size, channels));
        List<byte[]> train = new ArrayList<>();
        List<byte[]> heldOut = new ArrayList<>();
        List<byte[]> all = some(set.train().list(), MOST_TRAIN);
        for (int i = 0; i < all.size(); i++) {
            (i % 5 == 4 ? heldOut : train).add(all.get(i));
        }
        ImageShape shape = set.train().shape();
        var test = new RealSet.Images(some(set.test().list(), MOST_TEST), shape);
        boolean[] anomalous = new boolean[test.count()];
        for (int i = 0; i < anomalous.length; i++) {
            anomalous[i] = set.anomalous()[(int) ((long) i * set.test().count() / anomalous.length)];
        }
        var normal = new RealSet.Images(heldOut, shape);
        List<Measured> measured = new ArrayList<>();
        for (String run : RUNS) {
            String kind = run.substring(0, run.indexOf(':'));
            Detector detector = Detectors.byId(kind).orElseThrow();
            Map<String, Object> settings = new LinkedHashMap<>(Map.of("seed", SEED));
            for (String one : run.substring(run.indexOf(':') + 1).split(",")) {
                settings.put(one.split("=")[0], one.split("=")[1].replace(' ', ','));
            }
            try (Model model = detector.open(Settings.of(detector.settings(), settings), shape, "cpu")) {
                model.fit(new RealSet.Images(train, shape), new QuietProgress() {});
                double[] scores = scores(model, test);
                measured.add(new Measured(run, kind, Auc.of(scores, anomalous), synthetic(model, normal), scores));
            }
        }
        write(name, measured);
    }

    private static double synthetic(Model model, ImageSource normal) {
        double[] clean = scores(model, normal);
        double[] both = Arrays.copyOf(clean, 2 * clean.length);
        System.arraycopy(scores(model, new SyntheticDefects(normal)), 0, both, clean.length, clean.length);
        boolean[] defect = new boolean[both.length];
        Arrays.fill(defect, clean.length, both.length, true);
        return Auc.of(both, defect);
    }

    private static List<byte[]> some(List<byte[]> all, int most) {
        int count = Math.min(most, all.size());
        List<byte[]> chosen = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            chosen.add(all.get((int) ((long) i * all.size() / count)));
        }
        return chosen;
    }

    private static double[] scores(Model model, ImageSource images) {
        double[] scores = new double[images.count()];
        model.score(images, (i, value, shown) -> scores[i] = (float) value, new QuietProgress() {});
        return scores;
    }

    private static void write(String name, List<Measured> measured) throws IOException {
        Consensus consensus = new Consensus();
        measured.forEach(m -> consensus.add(m.kind, m.scores));
        StringBuilder table = new StringBuilder();
        double[] auc = measured.stream().mapToDouble(Measured::auc).toArray();
        double[] synthetic = measured.stream().mapToDouble(Measured::synthetic).toArray();
        double[] agreement = measured.stream()
                .mapToDouble(m -> consensus.agreement(m.kind, m.scores))
                .toArray();
        for (int i = 0; i < auc.length; i++) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | `%s` | %.3f | %.3f | %.3f |%n",
                    name,
                    measured.get(i).run,
                    auc[i],
                    synthetic[i],
                    agreement[i]));
        }
        table.append(String.format(
                Locale.ROOT,
                "| %s: tau, AUC of the first | | %.3f | %.2f, %.3f | %.2f, %.3f |%n",
                name,
                Arrays.stream(auc).max().orElseThrow(),
                RankCorrelation.kendall(synthetic, auc),
                auc[first(synthetic)],
                RankCorrelation.kendall(agreement, auc),
                auc[first(agreement)]));
        Path file = Path.of("target", "bench", "label-free.md");
        Files.createDirectories(file.getParent());
        Files.writeString(file, table, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static int first(double[] values) {
        int first = 0;
        for (int i = 1; i < values.length; i++) {
            first = values[i] > values[first] ? i : first;
        }
        return first;
    }
}
