package oddboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Packed rankings and sheets, marks of wrong labels and their review, and the export, by calls. */
class RunGalleryApiTest extends ApiFixture {
    private byte[] bytes(String path) throws Exception {
        HttpResponse<byte[]> answer = client.send(to(path).build(), BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    @Test
    void packsScoresAndKindsAsThePageReadsThem() throws Exception {
        ByteBuffer packed =
                ByteBuffer.wrap(bytes("/runs/" + run + "/gallery/ranking")).order(ByteOrder.LITTLE_ENDIAN);
        int length = packed.getInt();
        byte[] head = new byte[length];
        packed.get(head);
        JsonNode about = JSON.readTree(head);
        assertThat(about.get("count").asInt()).isEqualTo(12);
        assertThat((4 + length) % 8).isZero();
        double[] scores = new double[12];
        packed.asDoubleBuffer().get(scores);
        packed.position(4 + length + 8 * 12);
        JsonNode images = json("/runs/" + run + "/images?order=index").get("items");
        for (int i = 0; i < 12; i++) {
            assertThat(scores[i]).isEqualTo(images.get(i).get("score").asDouble());
            char kind = packed.getChar();
            assertThat(kind > 0).isEqualTo(images.get(i).get("label").asInt() == 1);
        }
        assertThat(packed.hasRemaining()).isFalse();
    }

    @Test
    void drawsAnyTestImagesOnASheetOfEachLayer() throws Exception {
        for (String layer : new String[] {"image", "reconstruction", "error"}) {
            var sheet = ImageIO.read(
                    new ByteArrayInputStream(bytes("/runs/" + run + "/gallery/" + layer + ".jpg?images=3,7,1")));
            assertThat(sheet.getWidth()).isEqualTo(3 * SIZE);
            assertThat(sheet.getHeight()).isEqualTo(SIZE);
        }
        assertThat(get("/runs/" + run + "/gallery/image.jpg?images=99").statusCode())
                .isEqualTo(404);
        assertThat(get("/runs/" + run + "/gallery/image.jpg?images=a").statusCode())
                .isEqualTo(422);
        assertThat(get("/runs/" + run + "/gallery/nothing.jpg?images=1").statusCode())
                .isEqualTo(404);
        var errors = ImageIO.read(new ByteArrayInputStream(bytes("/runs/" + run + "/gallery/errors/3.png")));
        assertThat(errors.getWidth()).isEqualTo(SIZE);
    }

    @Test
    void findsImagesByAPartOfTheirName() throws Exception {
        String file = json("/runs/" + run + "/images/5").get("file").asString();
        assertThat(bytes("/runs/" + run + "/gallery/named?text=" + file.toUpperCase(Locale.ROOT)))
                .hasSizeGreaterThanOrEqualTo(4);
        assertThat(bytes("/runs/" + run + "/gallery/named?text=no-such-name")).isEmpty();
    }

    @Test
    void tellsWhatRunsAndPeopleSayOfAnImage() throws Exception {
        JsonNode image = json("/runs/" + run + "/images/4");
        JsonNode listed =
                json("/runs/" + run + "/images?order=index").get("items").get(4);
        assertThat(image.get("rank")).isEqualTo(listed.get("rank"));
        assertThat(image.get("file")).isEqualTo(listed.get("file"));
        assertThat(get("/runs/" + run + "/images/12").statusCode()).isEqualTo(404);
    }

    @Test
    void aMarkedLabelIsApprovedIntoANewLabelSetAndARejectedOneIsRemembered() throws Exception {
        String path = "/versions/" + version + "/label-marks";
        int odd = json("/runs/" + run + "/images/2").get("label").asInt();
        String wrong = "{\"index\":2,\"label\":" + (1 - odd)
                + ",\"type\":\"stain\",\"reason\":\"see the left edge\",\"run\":\"" + run + "\"}";
        assertThat(post(path, "{\"index\":2,\"label\":" + odd + "}").statusCode())
                .as("it has that label")
                .isEqualTo(422);
        JsonNode mark = created(post(path, wrong));
        assertThat(created(post(path, wrong)).get("id"))
                .as("one waits at a time")
                .isEqualTo(mark.get("id"));
        assertThat(mark.get("run").asString()).isEqualTo(run);
        String ids = "{\"ids\":[\"" + mark.get("id").asString() + "\"]}";
        assertThat(post(path + "/reject", ids).statusCode()).isEqualTo(200);
        assertThat(post(path + "/reject", ids).statusCode())
                .as("decided already")
                .isEqualTo(409);
        HttpResponse<String> again = post(path, wrong);
        assertThat(again.statusCode()).isEqualTo(422);
        assertThat(again.body()).contains("admin has rejected");
        assertThat(json(path + "?state=rejected").get("items")).hasSize(1);
        assertThat(json("/runs/" + run + "/images/2")
                        .get("marks")
                        .get(0)
                        .get("state")
                        .asString())
                .isEqualTo("rejected");

        assertThat(post(path + "/" + mark.get("id").asString() + "/reopen", "").statusCode())
                .isEqualTo(204);
        int before = json("/versions/" + version + "/label-sets")
                .get("items")
                .get(0)
                .get("number")
                .asInt();
        HttpResponse<String> approved = post(path + "/approve", ids);
        assertThat(approved.statusCode()).as(approved.body()).isEqualTo(200);
        assertThat(JSON.readTree(approved.body()).get("labelSet").asInt()).isEqualTo(before + 1);
        assertThat(json("/runs/" + run + "/images/2").get("label").asInt()).isEqualTo(1 - odd);
        assertThat(json("/runs/" + run).get("metrics").get("labelSet").asInt()).isEqualTo(before + 1);
        assertThat(json(path).get("items")).isEmpty();

        JsonNode back = created(post(path, "{\"index\":2,\"label\":" + odd + "}"));
        assertThat(post(path + "/approve", "{\"ids\":[\"" + back.get("id").asString() + "\"]}")
                        .statusCode())
                .isEqualTo(200);
    }

    private static JsonNode created(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JSON.readTree(answer.body());
    }

    private HttpResponse<byte[]> export(String form) throws Exception {
        return client.send(
                to("/runs/" + run + "/images/export")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofByteArray());
    }

    @Test
    void exportsAZipWithPicturesAndACsvByRank() throws Exception {
        HttpResponse<byte[]> answer = export("images=3,0-1&threshold=0&form=zip&with=error&with=reconstruction");
        assertThat(answer.statusCode())
                .as(new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
                .contains("run-" + run + "-images.zip");
        Map<String, byte[]> entries = new HashMap<>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(answer.body()))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }
        assertThat(entries).hasSize(1 + 3 * 3);
        String[] lines = new String(entries.get("images.csv"), StandardCharsets.UTF_8).split("\r\n");
        assertThat(lines[0]).isEqualTo("ID,file,score,rank,label,type,outcome");
        assertThat(lines).hasSize(4);
        JsonNode images = json("/runs/" + run + "/images?order=index").get("items");
        int last = 0;
        for (int i = 1; i < 4; i++) {
            String[] cells = lines[i].split(",", -1);
            JsonNode image = images.get(Integer.parseInt(cells[0]));
            assertThat(Double.parseDouble(cells[2]))
                    .isEqualTo(image.get("score").asDouble());
            assertThat(Integer.parseInt(cells[3]))
                    .isEqualTo(image.get("rank").asInt())
                    .isGreaterThan(last);
            assertThat(cells[6]).isEqualTo(image.get("label").asInt() == 1 ? "found" : "false-alarm");
            last = Integer.parseInt(cells[3]);
            String name = "%06d-test-%06d.png".formatted(last, Integer.parseInt(cells[0]));
            assertThat(ImageIO.read(new ByteArrayInputStream(entries.get("error/" + name)))
                            .getWidth())
                    .isEqualTo(SIZE);
        }
        HttpResponse<byte[]> csv = export("images=0-11&threshold=1e9&form=csv");
        assertThat(new String(csv.body(), StandardCharsets.UTF_8).split("\r\n")).hasSize(13);
        assertThat(export("images=99&threshold=0").statusCode()).isEqualTo(422);
        assertThat(export("images=0-99999999&threshold=0").statusCode()).isEqualTo(422);
        assertThat(export("images=x&threshold=0").statusCode()).isEqualTo(422);
    }
}
