package oddboard.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import oddboard.detector.part.Pca;
import oddboard.metric.DeLong;
import oddboard.testing.Api;
import oddboard.testing.Await;
import oddboard.testing.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Trains the seven detectors on real image sets through the queue of a fresh installation, one run after the other, and
 * writes target/bench/results.md row by row. The environment variable ODDBOARD_TEST_DATA names the folder of the sets;
 * {@code -Dresults.only=Apples,DeepPCB} takes some of them.
 */
@EnabledIfEnvironmentVariable(named = "ODDBOARD_TEST_DATA", matches = ".+")
class ResultsTable {
    private static final Path TABLE = Path.of("target", "bench", "results.md");
    private static final List<String> ONLY = Arrays.stream(
                    System.getProperty("results.only", "").split(","))
            .filter(name -> !name.isEmpty())
            .toList();
    private static final String PLAIN = "\"epochs\":%d,\"batchSize\":128";
    private static final long[] COMPONENTS = {4, 16, 64, 256};

    @TempDir
    Path home;

    private record Entry(String detector, String settings) {}

    /**
     * @param size edge at import
     * @param heavyEpochs for the three slow detectors
     */
    private record Collection(String name, String file, int size, int channels, int epochs, int heavyEpochs) {}

    @Test
    void trainsEveryDetectorOnEverySet() throws Exception {
        Files.createDirectories(TABLE.getParent());
        Files.writeString(
                TABLE,
                "| data set | detector | settings | seed | epochs | AUC | 95 % interval | AP | training | images/s |\n"
                        + "|---|---|---|---|---|---|---|---|---|---|\n");
        try (Program program = Program.start(home, "--oddboard.demo=false")) {
            Api api = new Api(program.url(), Program.TOKEN);
            for (Collection collection : List.of(
                    new Collection("MNIST 8", "mnist8_folder.zip", 32, 1, 50, 8),
                    new Collection("Apples", "apples_folder.zip", 32, 3, 50, 8),
                    new Collection("DeepPCB", "deeppcb_folder.zip", 64, 1, 20, 2))) {
                if (!ONLY.isEmpty() && !ONLY.contains(collection.name())) {
                    continue;
                }
                String version = imported(api, collection);
                String run = "";
                for (Entry entry : entries(collection)) {
                    run = train(api, collection, version, entry);
                }
                pca(api, collection, version, run);
            }
        }
    }

    private static List<Entry> entries(Collection collection) {
        List<Entry> entries = new ArrayList<>();
        for (String light : List.of("fcn", "conv", "vae", "fcn-wide")) {
            entries.add(new Entry(light, PLAIN.formatted(collection.epochs())));
        }
        entries.add(new Entry(
                "fcn", PLAIN.formatted(collection.epochs()) + ",\"widths\":\"512,128,32\",\"optimizer\":\"adamw\""));
        entries.add(new Entry("conv", PLAIN.formatted(collection.epochs()) + ",\"widths\":\"16,32,32,4\""));
        entries.add(new Entry("vae", PLAIN.formatted(collection.epochs()) + ",\"kld\":\"mean\",\"beta\":0.001"));
        for (String heavy : List.of("multi-encoder", "resnet", "resnet-aux")) {
            entries.add(new Entry(heavy, PLAIN.formatted(collection.heavyEpochs())));
        }
        return entries;
    }

    private static String imported(Api api, Collection collection) throws Exception {
        String dataset = id(api.post("/datasets", "{\"name\":\"" + collection.name() + "\"}"), 201);
        String upload = id(
                api.upload(
                        "/datasets/" + dataset + "/uploads?filename=" + collection.file(),
                        Path.of(System.getenv("ODDBOARD_TEST_DATA"), collection.file())),
                201);
        String version = id(
                api.post(
                        "/datasets/" + dataset + "/versions",
                        "{\"files\":[{\"upload\":\"%s\",\"role\":\"archive\"}],\"imageSize\":%d,\"channels\":%d}"
                                .formatted(upload, collection.size(), collection.channels())),
                202);
        Await.until("the import", Duration.ofMinutes(10), () -> {
            String state = api.get("/versions/" + version).json().get("state").asString();
            assertThat(state).isNotEqualTo("FAILED");
            return state.equals("READY") ? true : null;
        });
        return version;
    }

    private static String train(Api api, Collection collection, String version, Entry entry) throws Exception {
        String run = id(
                api.post(
                        "/runs",
                        "{\"version\":\"%s\",\"detector\":\"%s\",\"settings\":{%s}}"
                                .formatted(version, entry.detector(), entry.settings())),
                202);
        JsonNode done = Await.until("run " + run, Duration.ofHours(6), () -> {
            JsonNode now = api.get("/runs/" + run).json();
            String state = now.get("state").asString();
            if (state.equals("FAILED") || state.equals("CANCELLED")) {
                throw new AssertionError(now);
            }
            return state.equals("SUCCEEDED") ? now : null;
        });
        JsonNode metrics = done.get("metrics");
        append("| %s | `%s` | %s | %d | %d | %.4f | %.4f - %.4f | %.3f | %.0f s | %.0f |"
                .formatted(
                        collection.name(),
                        entry.detector(),
                        settings(entry),
                        done.get("seed").asLong(),
                        done.get("epochs").asInt(),
                        metrics.get("auroc").asDouble(),
                        metrics.get("aurocLow").asDouble(),
                        metrics.get("aurocHigh").asDouble(),
                        metrics.get("averagePrecision").asDouble(),
                        done.get("trainSeconds").asDouble(),
                        done.get("imagesPerSecond").asDouble()));
        return run;
    }

    /** The settings that differ from the detector's own, but for the number of epochs, which has its column. */
    private static String settings(Entry entry) {
        List<String> settings = new ArrayList<>();
        new JsonMapper().readTree("{" + entry.settings() + "}").properties().forEach(setting -> {
            if (!setting.getKey().equals("epochs")) {
                settings.add(setting.getKey() + " " + setting.getValue().asString());
            }
        });
        return String.join(", ", settings).replace(",", ", ").replace(",  ", ", ");
    }

    /** What the networks are held against, scored in this process from the images that the program shows. */
    private static void pca(Api api, Collection collection, String version, String run) throws Exception {
        JsonNode counts = api.get("/versions/" + version).json();
        int train = counts.get("trainCount").asInt();
        int test = counts.get("testCount").asInt();
        boolean[] anomalous = new boolean[test];
        String next = "";
        while (next != null) {
            JsonNode page = api.get("/runs/" + run + "/images?order=index&limit=1000" + next)
                    .json();
            page.get("items")
                    .forEach(image -> anomalous[image.get("index").asInt()] =
                            image.get("label").asInt() == 1);
            next = page.get("next").isNull()
                    ? null
                    : "&cursor=" + page.get("next").asString();
        }
        double[][] scores = Pca.scores(pixels(api, version, 0, train), pixels(api, version, train, test), COMPONENTS);
        for (int c = 0; c < COMPONENTS.length; c++) {
            int column = c;
            double[] one =
                    Arrays.stream(scores).mapToDouble(image -> image[column]).toArray();
            DeLong.Interval auc = DeLong.interval(one, anomalous);
            append("| %s | PCA | %d components | | | %.4f | %.4f - %.4f | | | |"
                    .formatted(collection.name(), COMPONENTS[c], auc.auc(), auc.low(), auc.high()));
        }
    }

    private static byte[][] pixels(Api api, String version, int from, int count) throws Exception {
        byte[][] all = new byte[count][];
        for (int i = 0; i < count; i++) {
            byte[] png = api.bytes("/versions/" + version + "/images/" + (from + i) + ".png");
            Raster raster = ImageIO.read(new ByteArrayInputStream(png)).getRaster();
            int[] samples = raster.getPixels(0, 0, raster.getWidth(), raster.getHeight(), (int[]) null);
            all[i] = new byte[samples.length];
            for (int s = 0; s < samples.length; s++) {
                all[i][s] = (byte) samples[s];
            }
        }
        return all;
    }

    private static String id(Api.Answer answer, int status) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        return answer.json().get("id").asString();
    }

    private static void append(String row) throws IOException {
        Files.writeString(TABLE, row + "\n", StandardOpenOption.APPEND);
    }
}
