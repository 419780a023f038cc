package oddboard.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import oddboard.testing.DrawnSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A competition: images to train on, test images that nobody labeled, ranked images and scores, then labels of some. */
class UnlabeledApiTest extends ApiFixture {
    private static final int COUNT = 12;
    /** Labels of seven of the test images; null = none. Every third one is drawn with a blob. */
    private static final Integer[] LABELS = {1, 0, null, null, 0, 0, 1, null, null, 1, 0, null};

    private String set = "";
    private String unlabeled = "";

    private String send(String name, byte[] bytes) throws Exception {
        return id(send(to("/datasets/" + set + "/uploads?filename=" + name).POST(BodyPublishers.ofByteArray(bytes))));
    }

    private void importUnlabeled(String name, String labels) throws Exception {
        set = id(post("/datasets", "{\"name\":\"" + name + "\"}"));
        String train = send("train.npy", DrawnSet.npy("|u1", "(24, 32, 32, 3)", DrawnSet.pixels(TRAIN, SIZE, 1)));
        String test = send("test.npy", DrawnSet.npy("|u1", "(12, 32, 32, 3)", DrawnSet.pixels(TEST, SIZE, 2)));
        String more = labels.isEmpty()
                ? ""
                : ",{\"upload\":\"" + send("labels.csv", labels.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        + "\",\"role\":\"labels\"}";
        var queued = post(
                "/datasets/" + set + "/versions",
                "{\"files\":[{\"upload\":\"" + train + "\",\"role\":\"train\"},{\"upload\":\"" + test
                        + "\",\"role\":\"test\"}" + more + "]}");
        unlabeled = id(queued);
        work(JSON.readTree(queued.body()).get("job").asString(), "import");
    }

    private String train(int seed) throws Exception {
        var started = post(
                "/runs",
                "{\"version\":\"" + unlabeled + "\",\"detector\":\"conv\",\"seed\":" + seed
                        + ",\"settings\":{\"epochs\":2,\"batchSize\":8}}");
        String id = id(started);
        work(JSON.readTree(started.body()).get("job").asString(), "run");
        return id;
    }

    private double[] scores(String id) throws Exception {
        String[] lines = get("/runs/" + id + "/scores.csv").body().split("\r?\n");
        assertThat(lines[0]).isEqualTo("ID,score");
        assertThat(lines).hasSize(1 + COUNT);
        return Arrays.stream(lines)
                .skip(1)
                .mapToDouble(line -> Double.parseDouble(line.split(",")[1]))
                .toArray();
    }

    /** By its definition: the share of pairs that stand in the right order. */
    private static double auc(double[] scores, Integer[] labels) {
        double won = 0;
        int pairs = 0;
        for (int high = 0; high < scores.length; high++) {
            for (int low = 0; low < scores.length; low++) {
                if (Integer.valueOf(1).equals(labels[high])
                        && Integer.valueOf(0).equals(labels[low])) {
                    won += scores[high] > scores[low] ? 1 : scores[high] == scores[low] ? 0.5 : 0;
                    pairs++;
                }
            }
        }
        return won / pairs;
    }

    private static String csv(Integer[] labels) {
        StringBuilder csv = new StringBuilder("ID,label\n");
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] != null) {
                csv.append(i).append(',').append(labels[i]).append('\n');
            }
        }
        return csv.toString();
    }

    @Test
    void ranksAndScoresWithoutLabelsAndEvaluatesEveryRunOnceSomeAreThere() throws Exception {
        importUnlabeled("Competition", "");
        JsonNode about = json("/versions/" + unlabeled);
        assertThat(about.get("state").asString()).isEqualTo("READY");
        assertThat(about.get("testCount").asInt()).isEqualTo(COUNT);
        assertThat(about.get("unlabeledCount").asInt()).isEqualTo(COUNT);
        assertThat(about.get("anomalyCount").asInt()).isZero();
        assertThat(about.at("/report/notes").toString()).contains("No test image has a label");
        assertThat(about.at("/report/types").size()).isZero();

        String first = train(1);
        String second = train(2);
        JsonNode metrics = json("/runs/" + first).get("metrics");
        assertThat(metrics.get("labeledCount").asInt()).isZero();
        for (String name : List.of("auroc", "aurocLow", "aurocHigh", "averagePrecision", "f1", "fprAtTpr95")) {
            assertThat(metrics.get(name).isNull()).as(name).isTrue();
        }
        double[] scores = scores(first);
        assertRankedWithoutLabels(first, scores);
        assertThat(json("/runs/" + first + "/roc").get("points").size()).isZero();
        assertThat(json("/runs/" + first + "/precision-recall").get("points").size())
                .isZero();
        assertThat(json("/runs/" + first + "/operating-points?threshold=0.5")
                        .get("items")
                        .size())
                .as("no counts of false alarms")
                .isZero();
        assertThat(json("/runs/" + first + "/types").get("items").size()).isZero();
        assertBoardWithoutRanks();
        assertThat(get("/versions/" + unlabeled + "/label-sets/1/labels.csv").body())
                .isEqualTo("ID,label,type\n");

        var saved = send(to("/versions/" + unlabeled + "/label-sets?note=seven")
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString(csv(LABELS))));
        assertThat(saved.statusCode()).as(saved.body()).isEqualTo(201);
        assertThat(JSON.readTree(saved.body()).get("unlabeledCount").asInt()).isEqualTo(5);
        assertThat(JSON.readTree(saved.body()).get("anomalyCount").asInt()).isEqualTo(3);
        for (String run : List.of(first, second)) {
            JsonNode now = json("/runs/" + run).get("metrics");
            assertThat(now.get("labeledCount").asInt()).isEqualTo(7);
            assertThat(now.get("auroc").asDouble()).isCloseTo(auc(scores(run), LABELS), within(1e-12));
            assertThat(now.get("aurocLow").asDouble())
                    .isLessThanOrEqualTo(now.get("auroc").asDouble());
            assertThat(now.get("aurocHigh").asDouble())
                    .isGreaterThanOrEqualTo(now.get("auroc").asDouble());
            assertThat(json("/runs/" + run + "?labelSet=1")
                            .get("metrics")
                            .get("auroc")
                            .isNull())
                    .as("the label set that came with the images is as it was")
                    .isTrue();
        }
        assertThat(json("/versions/" + unlabeled + "/leaderboard")
                        .at("/items/0/rank")
                        .asInt())
                .isEqualTo(1);
        assertThat(json("/versions/" + unlabeled).get("unlabeledCount").asInt()).isEqualTo(5);
        assertThat(indexes("unlabeled")).containsExactly(2, 3, 7, 8, 11);
        assertThat(indexes("normal")).containsExactly(1, 4, 5, 10);
        assertThat(indexes("anomalous")).containsExactly(0, 6, 9);
    }

    /** Places among the test images. */
    private List<Integer> indexes(String label) throws Exception {
        List<Integer> found = new ArrayList<>();
        for (JsonNode image : json("/versions/" + unlabeled + "/images?split=test&label=" + label)
                .get("items")) {
            found.add(image.get("index").asInt() - TRAIN.length);
            assertThat(image.get("label").asString()).isEqualTo(label);
            assertThat(image.get("anomalous").isNull()).isEqualTo(label.equals("unlabeled"));
        }
        return found;
    }

    private void assertRankedWithoutLabels(String run, double[] scores) throws Exception {
        JsonNode images = json("/runs/" + run + "/images").get("items");
        assertThat(images.size()).isEqualTo(COUNT);
        for (int i = 0; i < COUNT; i++) {
            JsonNode image = images.get(i);
            assertThat(image.get("rank").asInt()).isEqualTo(i + 1);
            assertThat(image.get("label").isNull()).isTrue();
            assertThat(image.get("score").asDouble())
                    .isEqualTo(scores[image.get("index").asInt()]);
        }
        assertThat(json("/runs/" + run + "/images?outcome=false-alarm&threshold=0")
                        .get("items")
                        .size())
                .isZero();
        var exported = send(to("/runs/" + run + "/images/export")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("images=0-11&threshold=0&form=csv")))
                .body();
        assertThat(exported.lines().skip(1)).hasSize(COUNT).allMatch(line -> line.endsWith(",,,"));
    }

    private void assertBoardWithoutRanks() throws Exception {
        JsonNode board = json("/versions/" + unlabeled + "/leaderboard").get("items");
        assertThat(board.size()).isEqualTo(2);
        for (JsonNode entry : board) {
            assertThat(entry.get("rank").isNull()).isTrue();
            assertThat(entry.get("auroc").isNull()).isTrue();
            assertThat(entry.get("labeledCount").asInt()).isZero();
        }
        assertThat(get("/versions/" + unlabeled + "/leaderboard.csv")
                        .body()
                        .lines()
                        .skip(1))
                .hasSize(2)
                .allMatch(line -> line.startsWith(","));
    }

    @Test
    void takesLabelsOfSomeImagesAndTakesThemAwayAgain() throws Exception {
        importUnlabeled("Half labeled", "ID,label,type\n1,0,\n0,1,blob\n4,,\n");
        assertThat(json("/versions/" + unlabeled).get("unlabeledCount").asInt()).isEqualTo(10);
        assertThat(json("/versions/" + unlabeled).at("/report/notes").toString())
                .contains("10 of 12 test images have no label: metrics use the others alone.");
        String run = train(3);
        JsonNode metrics = json("/runs/" + run).get("metrics");
        assertThat(metrics.get("labeledCount").asInt()).isEqualTo(2);
        double[] scores = scores(run);
        assertThat(metrics.get("auroc").asDouble()).isEqualTo(scores[0] > scores[1] ? 1 : 0);
        assertThat(json("/runs/" + run + "/histogram").toString()).contains("anomalous");

        String path = "/versions/" + unlabeled + "/label-sets";
        assertThat(post(path, "{\"labels\":[{\"index\":3}]}").statusCode())
                .as("no label is not the same as none")
                .isEqualTo(422);
        assertThat(post(path, "{\"labels\":[{\"index\":0,\"label\":2}]}").statusCode())
                .isEqualTo(422);
        assertThat(post(path, "{\"labels\":[{\"index\":2,\"label\":null}]}").statusCode())
                .as("it is unlabeled already")
                .isEqualTo(422);
        var taken = post(path, "{\"labels\":[{\"index\":0,\"label\":null},{\"index\":2,\"label\":0}]}");
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(201);
        assertThat(JSON.readTree(taken.body()).get("unlabeledCount").asInt()).isEqualTo(10);
        assertThat(JSON.readTree(taken.body()).get("anomalyCount").asInt()).isZero();
        JsonNode now = json("/runs/" + run).get("metrics");
        assertThat(now.get("auroc").isNull()).as("both are normal").isTrue();
        assertThat(now.get("labeledCount").asInt()).isEqualTo(2);
        JsonNode past = json("/versions/" + unlabeled + "/images/" + TRAIN.length + "/labels")
                .get("items");
        assertThat(past.get(0).get("label").asString()).isEqualTo("unlabeled");
        assertThat(past.get(1).get("label").asString()).isEqualTo("blob");
    }

    @Test
    void collectsLabelsForTheNextSetTakenAwayOnesToo() throws Exception {
        importUnlabeled("Draft", "ID,label\n1,0\n0,1\n");
        String path = "/versions/" + unlabeled + "/label-draft";
        var patch = send(to(path).header("Content-Type", "application/json")
                .method(
                        "PATCH",
                        BodyPublishers.ofString(
                                "{\"labels\":[{\"index\":1,\"label\":\"none\"},{\"index\":5,\"label\":1,"
                                        + "\"type\":\"dent\"},{\"index\":7,\"label\":null}]}")));
        assertThat(patch.statusCode()).as(patch.body()).isEqualTo(200);
        JsonNode items = JSON.readTree(patch.body()).get("items");
        assertThat(items.size()).as("image 7 was unlabeled before").isEqualTo(2);
        assertThat(items.get(0).get("index").asInt()).isEqualTo(1);
        assertThat(items.get(0).get("label").isNull()).isTrue();
        assertThat(items.get(1).get("label").asInt()).isEqualTo(1);
        var saved = post(path + "/save", "{}");
        assertThat(saved.statusCode()).as(saved.body()).isEqualTo(201);
        assertThat(get("/versions/" + unlabeled + "/label-sets/2/labels.csv").body())
                .isEqualTo("ID,label,type\n0,1,\n5,1,dent\n");
    }

    @Test
    void splitsNoLabelsThatLackAClassAndRanksSubmissionsByNothing() throws Exception {
        importUnlabeled("Guess", "");
        assertThat(post("/versions/" + unlabeled + "/label-split", "{\"share\":50,\"seed\":1}")
                        .statusCode())
                .isEqualTo(422);
        StringBuilder csv = new StringBuilder("ID,score\n");
        for (int i = 0; i < COUNT; i++) {
            csv.append(i).append(',').append(i * 0.5).append('\n');
        }
        var sent = send(to("/versions/" + unlabeled + "/submissions?name=Elsewhere")
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString(csv.toString())));
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(201);
        JsonNode entry = JSON.readTree(sent.body());
        assertThat(entry.get("rank").isNull()).isTrue();
        assertThat(entry.get("labeledCount").asInt()).isZero();
        var saved = post(
                "/versions/" + unlabeled + "/label-sets",
                "{\"labels\":[{\"index\":11,\"label\":1},{\"index\":3,\"label\":0},{\"index\":4,\"label\":0}]}");
        assertThat(saved.statusCode()).as(saved.body()).isEqualTo(201);
        JsonNode now = json("/submissions/" + entry.get("submission").asString());
        assertThat(now.toString()).contains("\"auroc\":1.0").contains("\"labeledCount\":3");
    }
}
