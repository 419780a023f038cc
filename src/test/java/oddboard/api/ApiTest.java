package oddboard.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import javax.imageio.ImageIO;
import oddboard.testing.DrawnSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ApiTest extends ApiFixture {
    @Test
    void describesDetectorsWithTheirSettings() throws Exception {
        JsonNode conv = find(json("/detectors").get("items"), "id", "conv");
        JsonNode epochs = find(conv.get("settings"), "name", "epochs");
        assertThat(epochs.get("default").asInt()).isEqualTo(50);
        assertThat(epochs.get("type").asString()).isEqualTo("integer");
        assertThat(conv.get("trainable").asBoolean()).isTrue();
    }

    private static JsonNode find(JsonNode items, String field, String value) {
        for (JsonNode item : items) {
            if (item.path(field).asString("").equals(value)) {
                return item;
            }
        }
        throw new AssertionError("no " + field + " " + value + " in " + items);
    }

    @Test
    void showsTheDataSetWithItsVersion() throws Exception {
        JsonNode found = json("/datasets/" + dataset).get("versions").get(0);
        assertThat(found.get("state").asString()).isEqualTo("READY");
        assertThat(found.get("trainCount").asInt()).isEqualTo(24);
        assertThat(found.get("anomalyCount").asInt()).isEqualTo(4);
        JsonNode whole = json("/versions/" + version);
        assertThat(whole.get("report").get("accepted").asInt()).isEqualTo(36);
        assertThat(whole.get("error").isNull()).isTrue();
    }

    @Test
    void showsTheRunWithItsMetrics() throws Exception {
        JsonNode found = json("/runs/" + run);
        assertThat(found.get("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(found.get("name").asString()).isEqualTo("epochs 2, batch 8");
        assertThat(found.get("settings").get("batchSize").asInt()).isEqualTo(8);
        assertThat(found.get("seed").asInt()).isEqualTo(48763);
        assertThat(found.get("epoch").asInt()).isEqualTo(2);
        assertThat(found.get("metrics").get("auroc").isNumber()).isTrue();
        assertThat(found.get("error").isNull()).isTrue();
        assertThat(json("/runs/" + run + "/losses").get("items").size()).isEqualTo(2);
        assertThat(get("/runs/" + run + "/log?tail=1").body())
                .contains("scored 12 test images")
                .hasLineCount(1);
    }

    @Test
    void scoresReadBackToTheSameDoublesAndRankTheImages() throws Exception {
        String[] lines = get("/runs/" + run + "/scores.csv").body().split("\n");
        assertThat(lines[0]).isEqualTo("ID,score");
        assertThat(lines).hasSize(13);
        JsonNode items = json("/runs/" + run + "/images").get("items");
        double before = Double.POSITIVE_INFINITY;
        for (JsonNode item : items) {
            double score = item.get("score").asDouble();
            assertThat(lines[1 + item.get("index").asInt()])
                    .isEqualTo(item.get("index").asInt() + "," + score);
            assertThat(score).isLessThanOrEqualTo(before);
            before = score;
        }
        assertThat(items.get(11).get("rank").asInt()).isEqualTo(12);
    }

    @Test
    void filtersRankedImagesByWhatAThresholdMakesOfThem() throws Exception {
        JsonNode all = json("/runs/" + run + "/images").get("items");
        double threshold = all.get(5).get("score").asDouble();
        int sum = 0;
        for (String outcome : List.of("found", "missed", "false-alarm", "passed")) {
            JsonNode items = json("/runs/" + run + "/images?outcome=" + outcome + "&threshold=" + threshold)
                    .get("items");
            sum += items.size();
            for (JsonNode item : items) {
                assertThat(item.get("score").asDouble() >= threshold)
                        .isEqualTo(outcome.equals("found") || outcome.equals("false-alarm"));
                assertThat(item.get("label").asInt() == 1)
                        .isEqualTo(outcome.equals("found") || outcome.equals("missed"));
            }
        }
        assertThat(sum).isEqualTo(12);
        assertThat(get("/runs/" + run + "/images?outcome=found").statusCode()).isEqualTo(422);
        assertThat(json("/runs/" + run + "/images?order=index")
                        .get("items")
                        .get(3)
                        .get("index")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void drawsTheImageItsReconstructionAndTheErrorOnce() throws Exception {
        JsonNode links =
                json("/runs/" + run + "/images?order=index").get("items").get(2).get("links");
        byte[] pixels = DrawnSet.pixels(TEST, SIZE, 2);
        BufferedImage image = picture(links.get("image").asString());
        for (int i = 0; i < SIZE * SIZE; i++) {
            int at = (2 * SIZE * SIZE + i) * 3;
            int rgb = (pixels[at] & 0xff) << 16 | (pixels[at + 1] & 0xff) << 8 | pixels[at + 2] & 0xff;
            assertThat(image.getRGB(i % SIZE, i / SIZE) & 0xffffff).isEqualTo(rgb);
        }
        assertThat(picture(links.get("reconstruction").asString()).getWidth()).isEqualTo(SIZE);
        assertThat(picture(links.get("errorMap").asString()).getWidth()).isEqualTo(SIZE);

        String link = links.get("errorMap").asString().substring("/api/v1".length());
        HttpResponse<String> first = get(link);
        assertThat(first.headers().firstValue("Cache-Control").orElseThrow()).contains("private", "immutable");
        String tag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(tag).startsWith("\"");
        assertThat(send(to(link).header("If-None-Match", tag)).statusCode()).isEqualTo(304);
        assertThat(get("/runs/" + run + "/images/12/reconstruction.png").statusCode())
                .isEqualTo(404);
        assertThat(get("/versions/" + version + "/images/36.png").statusCode()).isEqualTo(404);
    }

    private BufferedImage picture(String link) throws Exception {
        HttpResponse<byte[]> answer =
                client.send(to(link.substring("/api/v1".length())).build(), BodyHandlers.ofByteArray());
        assertThat(answer.headers().firstValue("Content-Type")).contains("image/png");
        return ImageIO.read(new ByteArrayInputStream(answer.body()));
    }

    @Test
    void curveHasTheRunsAreaUnderIt() throws Exception {
        JsonNode roc = json("/runs/" + run + "/roc");
        double area = 0;
        for (int i = 1; i < roc.get("points").size(); i++) {
            JsonNode a = roc.get("points").get(i - 1);
            JsonNode b = roc.get("points").get(i);
            area += (b.get("fpr").asDouble() - a.get("fpr").asDouble())
                    * (a.get("tpr").asDouble() + b.get("tpr").asDouble())
                    / 2;
        }
        assertThat(area).isCloseTo(roc.get("auroc").asDouble(), within(1e-12));
        assertThat(roc.get("points").get(0).get("threshold").isNull()).isTrue();
    }

    @Test
    void boardRanksTheRun() throws Exception {
        JsonNode items = json("/versions/" + version + "/leaderboard").get("items");
        JsonNode entry = find(items, "run", run);
        double auroc = entry.get("auroc").asDouble();
        long better = items.valueStream()
                .filter(i -> i.get("auroc").asDouble() > auroc)
                .count();
        assertThat(entry.get("rank").asLong()).isEqualTo(better + 1);
        List<String> csv = get("/versions/" + version + "/leaderboard.csv?columns=usual")
                .body()
                .lines()
                .toList();
        assertThat(csv.getFirst()).isEqualTo("rank,run,name,detector,user,auroc,aurocLow,aurocHigh,createdAt");
        assertThat(csv).anyMatch(l -> l.startsWith((better + 1) + "," + run + ",\"epochs 2, batch 8\",conv,admin,"));
    }

    @Test
    void boardAsCsvHasSettingsSeedParametersTimesAndPixelMetrics() throws Exception {
        List<CSVRecord> rows;
        try (CSVParser parser = CSVParser.parse(
                get("/versions/" + version + "/leaderboard.csv").body(),
                CSVFormat.RFC4180
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get())) {
            assertThat(parser.getHeaderNames())
                    .contains(
                            "settings",
                            "seed",
                            "parameterCount",
                            "trainSeconds",
                            "scoreSeconds",
                            "pixelAuroc",
                            "aupro");
            rows = parser.getRecords();
        }
        CSVRecord row =
                rows.stream().filter(r -> r.get("run").equals(run)).findFirst().orElseThrow();
        JsonNode shown = json("/runs/" + run);
        ObjectNode settings = (ObjectNode) shown.get("settings").deepCopy();
        assertThat(row.get("seed")).isEqualTo(settings.remove("seed").asString());
        assertThat(JSON.readTree(row.get("settings"))).isEqualTo(settings);
        assertThat(Long.parseLong(row.get("parameterCount")))
                .isEqualTo(shown.get("parameterCount").asLong());
        assertThat(Double.parseDouble(row.get("trainSeconds"))).isPositive();
        assertThat(Double.parseDouble(row.get("imagesPerSecond"))).isPositive();
    }

    @Test
    void listsWorkers() throws Exception {
        assertThat(json("/workers").get("items").isArray()).isTrue();
    }
}
