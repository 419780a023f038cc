package oddboard.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import oddboard.detector.Detector;
import oddboard.detector.Detectors;
import oddboard.detector.Engine;
import oddboard.detector.ImageShape;
import oddboard.detector.ImageSource;
import oddboard.detector.Model;
import oddboard.detector.QuietProgress;
import oddboard.detector.Setting;
import oddboard.detector.Settings;
import oddboard.testing.Api;
import oddboard.testing.Await;
import oddboard.testing.DrawnSet;
import oddboard.testing.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests a second and the 95th percentile of their times, of single images sent to the whole program by one and by eight
 * clients, with and without a training beside, and what the same model does in this process without any of it; writes
 * target/bench/predict.md. {@code -Dbench.seconds} of each measurement, 10 by default.
 */
class PredictBench {
    private static final int SIZE = 64;
    private static final boolean[] TRAIN = new boolean[200];
    private static final boolean[] TEST = DrawnSet.everyNth(32, 3);
    private static final Duration LONG = Duration.ofMinutes(8);
    private static final Duration MEASURED = Duration.ofSeconds(Integer.getInteger("bench.seconds", 10));

    @TempDir
    Path folder;

    private Api api;

    @Test
    void ofThreeDetectors() throws Exception {
        List<String> rows = new ArrayList<>(List.of(
                "| detector | training beside | clients | requests/s | p95, ms | bare, images/s | share of bare |",
                "|---|---|---|---|---|---|---|"));
        try (Program program = Program.start(folder.resolve("home"), Program.measured(), "--oddboard.demo=false")) {
            api = new Api(program.url(), Program.TOKEN);
            String version = version();
            for (String detector : List.of("conv", "patches", "fcn-wide")) {
                String settings = detector.equals("patches") ? "{}" : "{\"epochs\":1,\"batchSize\":32}";
                String run = run(version, detector, settings);
                awaitState("/runs/" + run, "SUCCEEDED");
                assertThat(api.post("/models", "{\"name\":\"" + detector + "\",\"run\":\"" + run + "\"}")
                                .status())
                        .isEqualTo(201);
                for (boolean beside : new boolean[] {false, true}) {
                    String training = beside ? run(version, "conv", "{\"epochs\":5000,\"batchSize\":32}") : "";
                    if (beside) {
                        awaitState("/runs/" + training, "RUNNING");
                    }
                    double bare = bare(detector);
                    for (int clients : new int[] {1, 8}) {
                        measured(detector, clients, Duration.ofSeconds(2));
                        double[] times = measured(detector, clients, MEASURED);
                        double rate = times.length / (double) MEASURED.toSeconds();
                        rows.add(String.format(
                                Locale.ROOT,
                                "| `%s` | %s | %d | %.1f | %.0f | %.0f | %.2f |",
                                detector,
                                beside ? "yes" : "no",
                                clients,
                                rate,
                                times[(int) Math.ceil(0.95 * times.length) - 1],
                                bare,
                                rate / bare));
                        Path table = Path.of("target", "bench", "predict.md");
                        Files.createDirectories(table.getParent());
                        Files.writeString(
                                table, Engine.describeDevice("cpu") + "\n\n" + String.join("\n", rows) + "\n");
                    }
                    if (beside) {
                        api.post("/runs/" + training + "/cancel", "{}");
                        awaitState("/runs/" + training, "CANCELLED");
                    }
                }
            }
        }
    }

    private String version() throws Exception {
        String dataset = id(api.post("/datasets", "{\"name\":\"Blobs\"}"));
        String uploads = "/datasets/" + dataset + "/uploads?filename=";
        String version = id(api.post(
                "/datasets/" + dataset + "/versions",
                ("{\"files\":[{\"upload\":\"%s\",\"role\":\"train\"},{\"upload\":\"%s\",\"role\":\"test\"}]}")
                        .formatted(
                                id(api.upload(
                                        uploads + "trainingset.npy",
                                        DrawnSet.npy(folder.resolve("trainingset.npy"), TRAIN, SIZE, 1))),
                                id(api.upload(
                                        uploads + "testingset.npy",
                                        DrawnSet.npy(folder.resolve("testingset.npy"), TEST, SIZE, 2))))));
        awaitState("/versions/" + version, "READY");
        return version;
    }

    private String run(String version, String detector, String settings) throws Exception {
        return id(api.post(
                "/runs",
                "{\"version\":\"%s\",\"detector\":\"%s\",\"settings\":%s}".formatted(version, detector, settings)));
    }

    private static String id(Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isBetween(200, 299);
        return answer.json().get("id").asString();
    }

    private void awaitState(String path, String state) {
        Await.until(
                path + " to be " + state,
                LONG,
                () -> api.get(path).json().get("state").asString().equals(state) ? true : null);
    }

    /** Milliseconds of each request, sorted. */
    private double[] measured(String model, int clients, Duration length) throws Exception {
        byte[] packed = DrawnSet.pixels(TEST, SIZE, 2);
        long end = System.nanoTime() + length.toNanos();
        List<Callable<List<Double>>> all = new ArrayList<>();
        for (int client = 0; client < clients; client++) {
            byte[] png = ScoringFixture.png(packed, client, SIZE);
            all.add(() -> {
                List<Double> times = new ArrayList<>();
                while (System.nanoTime() < end) {
                    long start = System.nanoTime();
                    Api.Answer answer = api.upload("/models/" + model + "/1/predict", BodyPublishers.ofByteArray(png));
                    times.add((System.nanoTime() - start) / 1e6);
                    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
                }
                return times;
            });
        }
        try (var pool = Executors.newFixedThreadPool(clients)) {
            List<Double> times = new ArrayList<>();
            for (var one : pool.invokeAll(all)) {
                times.addAll(one.get());
            }
            double[] sorted = times.stream().mapToDouble(Double::doubleValue).toArray();
            Arrays.sort(sorted);
            return sorted;
        }
    }

    /** Images a second of forward passes over 32 decoded images in this process: no HTTP, no database, no other process. */
    private double bare(String id) {
        Detector detector = Detectors.byId(id).orElseThrow();
        Map<String, Object> settings = new LinkedHashMap<>(Map.of("epochs", 1, "batchSize", 32));
        settings.keySet()
                .retainAll(detector.settings().stream().map(Setting::name).toList());
        ImageShape shape = new ImageShape(SIZE, 3);
        try (Model model = detector.open(Settings.of(detector.settings(), settings), shape, "cpu")) {
            model.fit(new Packed(shape, DrawnSet.pixels(TRAIN, SIZE, 1)), new QuietProgress() {});
            Packed test = new Packed(shape, DrawnSet.pixels(TEST, SIZE, 2));
            long images = 0;
            long start = System.nanoTime();
            long end = start + MEASURED.toNanos() / 2;
            while (System.nanoTime() < end) {
                model.score(test, (i, score, shown) -> {}, new QuietProgress() {});
                images += test.count();
            }
            return images * 1e9 / (System.nanoTime() - start);
        }
    }

    private record Packed(ImageShape shape, byte[] pixels) implements ImageSource {
        @Override
        public int count() {
            return pixels.length / shape.elements();
        }

        @Override
        public void read(int index, ByteBuffer to) {
            to.put(pixels, index * shape.elements(), shape.elements());
        }
    }
}
