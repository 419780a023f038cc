package oddboard.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import oddboard.testing.Api;
import oddboard.testing.Await;
import oddboard.testing.DrawnSet;
import oddboard.testing.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A competition: 20,000 unlabeled test images, ranked and scored by two runs; then labels of 500 of them evaluate both. */
class CompetitionBench {
    private static final int TRAIN = 2_000;
    private static final int TEST = Integer.getInteger("oddboard.bench.images", 20_000);
    private static final int LABELED = 500;
    private static final int EDGE = 32;
    private static final Duration LONG = Duration.ofMinutes(30);

    @TempDir
    Path folder;

    private final StringBuilder table = new StringBuilder("""
            # A competition of %,d unlabeled test images

            | step | seconds |
            |---|---|
            """.formatted(TEST));

    @Test
    void ranksScoresAndEvaluatesOnceSomeAreLabeled() throws Exception {
        boolean[] anomalous = DrawnSet.everyNth(TEST, 3);
        try (Program program = Program.start(folder.resolve("home"), List.of("-Xmx512m"), "--oddboard.demo=false")) {
            Api api = new Api(program.url(), Program.TOKEN);
            String set = id(api.post("/datasets", "{\"name\":\"Competition\"}"));
            String train = upload(api, set, "train", new boolean[TRAIN], 1);
            String test = timed("upload", () -> upload(api, set, "test", anomalous, 2));
            String version = timed("import", () -> {
                String made = id(api.post(
                        "/datasets/" + set + "/versions",
                        "{\"files\":[{\"upload\":\"" + train + "\",\"role\":\"train\"},{\"upload\":\"" + test
                                + "\",\"role\":\"test\"}]}"));
                return Await.until(
                        "the import",
                        LONG,
                        () -> state(api, "/versions/" + made).equals("READY") ? made : null);
            });
            String first = timed("first run", () -> run(api, version, 1));
            String second = timed("second run", () -> run(api, version, 2));
            double[] scores = timed("scores CSV", () -> scores(api, first));
            JsonNode ranked = timed(
                    "first 100 ranked images",
                    () -> api.get("/runs/" + first + "/images?limit=100").json().get("items"));
            assertThat(ranked.get(0).get("score").asDouble())
                    .isEqualTo(Arrays.stream(scores).max().orElseThrow());
            assertThat(api.get("/runs/" + first)
                            .json()
                            .get("metrics")
                            .get("auroc")
                            .isNull())
                    .isTrue();
            int step = TEST / LABELED + 1;
            StringBuilder csv = new StringBuilder("ID,label\n");
            for (int i = 0; i < TEST; i += step) {
                csv.append(i).append(',').append(anomalous[i] ? 1 : 0).append('\n');
            }
            timed(
                    "labels of some, both runs evaluated",
                    () -> api.upload(
                                    "/versions/" + version + "/label-sets?note=some",
                                    "text/csv",
                                    BodyPublishers.ofString(csv.toString(), StandardCharsets.UTF_8))
                            .json());
            for (String run : new String[] {first, second}) {
                JsonNode metrics = api.get("/runs/" + run).json().get("metrics");
                assertThat(metrics.get("auroc").asDouble())
                        .isCloseTo(auc(scores(api, run), anomalous, step), within(1e-9));
                assertThat(metrics.get("aurocLow").asDouble())
                        .isLessThan(metrics.get("aurocHigh").asDouble());
            }
        } finally {
            Path report = Files.createDirectories(Path.of("target/bench")).resolve("competition.md");
            Files.writeString(report, table);
            System.out.println(table);
        }
    }

    private static String upload(Api api, String set, String name, boolean[] anomalous, long seed) throws Exception {
        byte[] npy = DrawnSet.npy(
                "|u1",
                "(%d, %d, %d, 3)".formatted(anomalous.length, EDGE, EDGE),
                DrawnSet.pixels(anomalous, EDGE, seed));
        return id(
                api.upload("/datasets/" + set + "/uploads?filename=" + name + ".npy", BodyPublishers.ofByteArray(npy)));
    }

    private static String id(Api.Answer answer) {
        return answer.json().get("id").asString();
    }

    private static String state(Api api, String path) throws Exception {
        return api.get(path).json().get("state").asString();
    }

    private static String run(Api api, String version, int seed) throws Exception {
        String run = id(api.post(
                "/runs",
                "{\"version\":\"" + version + "\",\"detector\":\"conv\",\"seed\":" + seed
                        + ",\"settings\":{\"epochs\":1}}"));
        return Await.until("the run", LONG, () -> state(api, "/runs/" + run).equals("SUCCEEDED") ? run : null);
    }

    private static double[] scores(Api api, String run) throws Exception {
        String csv = new String(api.bytes("/runs/" + run + "/scores.csv"), StandardCharsets.UTF_8);
        double[] scores = csv.lines()
                .skip(1)
                .mapToDouble(line -> Double.parseDouble(line.split(",")[1]))
                .toArray();
        assertThat(scores).hasSize(TEST);
        return scores;
    }

    /** By its definition: the share of pairs that stand in the right order. */
    private static double auc(double[] scores, boolean[] anomalous, int step) {
        double won = 0;
        long pairs = 0;
        for (int high = 0; high < TEST; high += step) {
            for (int low = 0; anomalous[high] && low < TEST; low += step) {
                if (!anomalous[low]) {
                    won += scores[high] > scores[low] ? 1 : scores[high] == scores[low] ? 0.5 : 0;
                    pairs++;
                }
            }
        }
        return won / pairs;
    }

    private <T> T timed(String step, Callable<T> work) throws Exception {
        long start = System.nanoTime();
        T result = work.call();
        table.append("| %s | %.2f |%n".formatted(step, (System.nanoTime() - start) / 1e9));
        return result;
    }
}
