package oddboard.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import oddboard.run.Run;
import oddboard.testing.Api;
import oddboard.testing.Await;
import oddboard.testing.Chromium;
import oddboard.testing.DrawnSet;
import oddboard.testing.MegapixelSet;
import oddboard.testing.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * 10,000 images of one megapixel, imported while a run trains: how soon a worker takes the import, how fast the training goes on,
 * and how soon the gallery shows its first page.
 */
class MegapixelBench {
    private static final int IMAGES = Integer.getInteger("oddboard.bench.large", 10_000);
    private static final int SMALL_IMPORTS = 10;
    private static final Duration ALONE = Duration.ofSeconds(Integer.getInteger("oddboard.bench.seconds", 60));
    private static final Duration LONG = Duration.ofHours(1);
    private static final String PAINTED = """
            () => { const tiles = [...document.querySelector('odd-gallery')?.shadowRoot.querySelectorAll('.tile') ?? []]
                        .filter(tile => tile.place >= 0);
                    return tiles.length > 0 && tiles.every(tile => tile.classList.contains('there')); }""";

    @TempDir
    Path folder;

    private final List<String> lines = new ArrayList<>(List.of(
            String.format(Locale.ROOT, "# %,d JPEGs of %d x %d", IMAGES, MegapixelSet.WIDTH, MegapixelSet.HEIGHT),
            "",
            Runtime.getRuntime().availableProcessors()
                    + " cores for web node, worker, PostgreSQL and browser; the run is `conv` on images of 64 x 64.",
            "",
            "| what | value |",
            "|---|---|"));

    @Test
    void importsBesideATrainingAndShowsTheFirstPage() throws Exception {
        Path archive = MegapixelSet.write(folder.resolve("set.zip"), IMAGES);
        try (Program program =
                        Program.start(folder.resolve("home"), Program.measured("-Xmx1g"), "--oddboard.demo=false");
                Chromium chromium = new Chromium()) {
            Api api = new Api(program.url(), Program.TOKEN);
            String run = training(api);
            String set = set(api, "Megapixel");
            String upload = api.upload("/datasets/" + set + "/uploads?filename=set.zip", archive)
                    .json()
                    .get("id")
                    .asString();
            rate(api, run, ALONE);
            double before = rate(api, run, ALONE);

            List<Double> taken = new ArrayList<>();
            for (int i = 0; i < SMALL_IMPORTS; i++) {
                taken.add(waited(api, small(api, i)));
            }
            JsonNode version = start(api, set, "{\"upload\":\"" + upload + "\",\"role\":\"archive\"}");
            taken.add(waited(api, version));
            long start = System.nanoTime();
            long trained = trained(api, run);
            ready(api, version);
            double seconds = (System.nanoTime() - start) / 1e9;
            double beside = (trained(api, run) - trained) / seconds;
            double after = rate(api, run, ALONE);
            assertThat(api.get("/runs/" + run).json().get("state").asString())
                    .as("the run trains all the time")
                    .isEqualTo("RUNNING");
            Collections.sort(taken);
            add(
                    "queued until a worker has it, " + taken.size() + " imports, median / longest",
                    "%.2f / %.2f s",
                    taken.get(taken.size() / 2),
                    taken.getLast());
            add("import beside the training", "%.1f images/s", IMAGES / seconds);
            add("training before / during / after the import", "%.0f / %.0f / %.0f images/s", before, beside, after);
            add("training during the import, of its rate alone", "%.2f", 2 * beside / (before + after));

            api.post("/runs/" + run + "/cancel", "");
            Await.until("the end of the run", LONG, () -> state(api, run).equals("RUNNING") ? null : run);
            String images = program.url() + "/datasets/" + set + "/images";
            Page page = chromium.signedIn(program);
            add("gallery, first page painted, first visitor", "%.2f s", paint(page, images));
            add("the same again", "%.2f s", paint(page, images));
            add(
                    "anomalous test images, first page painted",
                    "%.2f s",
                    paint(page, images + "?split=test&label=anomalous"));
        } finally {
            Path report = Files.createDirectories(Path.of("target/bench")).resolve("megapixel.md");
            Files.write(report, lines);
            lines.forEach(System.out::println);
        }
    }

    private void add(String what, String value, Object... numbers) {
        lines.add("| " + what + " | " + String.format(Locale.ROOT, value, numbers) + " |");
    }

    private static double paint(Page page, String address) {
        long start = System.nanoTime();
        page.navigate(address);
        page.waitForFunction(PAINTED);
        return (System.nanoTime() - start) / 1e9;
    }

    private static String set(Api api, String name) throws Exception {
        return api.post("/datasets", "{\"name\":\"" + name + "\"}")
                .json()
                .get("id")
                .asString();
    }

    private static JsonNode start(Api api, String set, String files) throws Exception {
        return api.post("/datasets/" + set + "/versions", "{\"files\":[" + files + "]}")
                .json();
    }

    private static void ready(Api api, JsonNode version) throws Exception {
        String id = version.get("id").asString();
        Await.until("version " + id, LONG, () -> {
            JsonNode now = api.get("/versions/" + id).json();
            assertThat(now.get("state").asString()).isNotEqualTo("FAILED");
            return now.get("state").asString().equals("READY") ? now : null;
        });
    }

    private static JsonNode arrays(Api api, String name, int train, int test, int edge) throws Exception {
        String set = set(api, name);
        StringBuilder files = new StringBuilder();
        for (boolean[] part : new boolean[][] {new boolean[train], DrawnSet.everyNth(test, 4)}) {
            String role = files.isEmpty() ? "train" : "test";
            byte[] npy = DrawnSet.npy(
                    "|u1", "(%d, %d, %d, 3)".formatted(part.length, edge, edge), DrawnSet.pixels(part, edge, 1));
            String upload = api.upload(
                            "/datasets/" + set + "/uploads?filename=" + role + ".npy", BodyPublishers.ofByteArray(npy))
                    .json()
                    .get("id")
                    .asString();
            files.append(files.isEmpty() ? "" : ",")
                    .append("{\"upload\":\"" + upload + "\",\"role\":\"" + role + "\"}");
        }
        return start(api, set, files.toString());
    }

    /** One that goes on until it is canceled. */
    private static String training(Api api) throws Exception {
        JsonNode version = arrays(api, "Training", 2_000, 100, 64);
        ready(api, version);
        String run = api.post(
                        "/runs",
                        "{\"version\":\"" + version.get("id").asString()
                                + "\",\"detector\":\"conv\",\"settings\":{\"epochs\":10000}}")
                .json()
                .get("id")
                .asString();
        Await.until("the training", LONG, () -> trained(api, run) > 2_000 ? run : null);
        return run;
    }

    private static JsonNode small(Api api, int number) throws Exception {
        JsonNode version = arrays(api, "Small " + number, 50, 20, 32);
        ready(api, version);
        return version;
    }

    /** Seconds between the queue and the worker, by the database's clock. */
    private static double waited(Api api, JsonNode version) throws Exception {
        String events = "/jobs/" + version.get("job").asString() + "/events";
        return Await.until("a worker", LONG, () -> {
            Instant queued = null;
            for (JsonNode event : api.get(events).json().get("items")) {
                Instant at = Instant.parse(event.get("at").asString());
                switch (event.get("state").asString()) {
                    case "QUEUED" -> queued = queued == null ? at : queued;
                    case "RUNNING" -> {
                        return Duration.between(queued, at).toNanos() / 1e9;
                    }
                    default -> {}
                }
            }
            return null;
        });
    }

    private static String state(Api api, String run) throws IOException, InterruptedException {
        return api.get("/runs/" + run).json().get("state").asString();
    }

    /** Images that the run has trained on so far. */
    private static long trained(Api api, String run) throws IOException, InterruptedException {
        JsonNode progress = api.get("/runs/" + run).json().get("progress");
        return progress.get("unit").asString().equals(Run.TRAINING_UNIT)
                ? progress.get("done").asLong()
                : 0;
    }

    /** Images a second, from one report of the run to another. */
    private static double rate(Api api, String run, Duration window) throws Exception {
        long first = changed(api, run, trained(api, run));
        long start = System.nanoTime();
        Thread.sleep(window.toMillis());
        long last = changed(api, run, trained(api, run));
        return (last - first) / ((System.nanoTime() - start) / 1e9);
    }

    private static long changed(Api api, String run, long seen) throws Exception {
        return Await.until("progress", LONG, () -> {
            long now = trained(api, run);
            return now == seen ? null : now;
        });
    }
}
