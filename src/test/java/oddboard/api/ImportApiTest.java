package oddboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Options of an import, its preview, and masks. */
class ImportApiTest extends ApiFixture {
    private static String caps = "";

    /** In a data set of its own: other classes count what is in theirs. */
    private String uploadCaps() throws Exception {
        if (caps.isEmpty()) {
            caps = id(post("/datasets", "{\"name\":\"Caps with masks\"}"));
        }
        return id(send(to("/datasets/" + caps + "/uploads?filename=caps.zip").POST(BodyPublishers.ofByteArray(zip()))));
    }

    private static byte[] png(int x) throws IOException {
        var image = new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 64; i++) {
            image.getRaster().setSample(x + i % 8, 28 + i / 8, 0, 255);
        }
        var out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    private static byte[] zip() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            var names = new String[] {
                "train/good/a.png", "test/good/b.png", "test/dent/c.png", "ground_truth/dent/c_mask.png"
            };
            for (int i = 0; i < names.length; i++) {
                zip.putNextEntry(new ZipEntry(names[i]));
                zip.write(png(names[i].contains("c") ? 30 : 10 + i));
            }
        }
        return out.toByteArray();
    }

    private static String body(String upload, String crop) {
        return "{\"files\":[{\"upload\":\"" + upload + "\",\"role\":\"archive\"}],\"crop\":" + crop + "}";
    }

    @Test
    void showsAPreviewAndStoresNothing() throws Exception {
        String upload = uploadCaps();
        int before = json("/datasets/" + caps).get("versions").size();
        HttpResponse<String> answer = post("/datasets/" + caps + "/preview", body(upload, "\"128/256\""));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode preview = JSON.readTree(answer.body());
        assertThat(preview.get("recognised").asString())
                .isEqualTo("MVTec layout, 1 training image, 2 test images of 1 type, 1 mask");
        assertThat(preview.get("imageSize").asInt()).isEqualTo(32);
        assertThat(preview.get("channels").asInt()).isEqualTo(1);
        assertThat(preview.get("samples").size()).isEqualTo(3);
        JsonNode last = preview.get("samples").get(2);
        assertThat(last.get("type").asString()).isEqualTo("dent");
        byte[] png = Base64.getDecoder().decode(last.get("png").asString());
        assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(32);
        assertThat(last.get("mask").isString()).isTrue();
        assertThat(json("/datasets/" + caps).get("versions").size()).isEqualTo(before);
    }

    @Test
    void takesFoldersAsTheCallerSaysTheyAre() throws Exception {
        String upload = uploadCaps();
        String folders = "{\"folder\":\"/test/dent/\",\"role\":\"defect\",\"type\":\"crack\"},"
                + "{\"folder\":\"test/good\",\"role\":\"leave-out\"}]";
        String body = body(upload, "\"keep\"").replace("}],", "}],\"folders\":[" + folders + ",");
        JsonNode preview =
                JSON.readTree(post("/datasets/" + caps + "/preview", body).body());
        assertThat(preview.get("recognised").asString())
                .isEqualTo("Folders as chosen: 1 training image, 1 test image of 1 type, 1 mask");
        JsonNode dent = preview.get("folders").values().stream()
                .filter(row -> row.get("folder").asString().equals("test/dent"))
                .findFirst()
                .orElseThrow();
        assertThat(dent.toString())
                .isEqualTo(
                        "{\"folder\":\"test/dent\",\"images\":1,\"role\":\"defect\",\"type\":\"crack\",\"chosen\":true}");
        HttpResponse<String> queued = post("/datasets/" + caps + "/versions", body);
        work(JSON.readTree(queued.body()).get("job").asString(), "import");
        JsonNode version = json("/versions/" + id(queued));
        assertThat(version.get("testCount").asInt()).isEqualTo(1);
        assertThat(version.get("report").get("types").toString()).isEqualTo("{\"crack\":1}");
        assertThat(version.get("report").get("notes").toString())
                .contains("test/dent: defect type crack; test/good: left out.");

        HttpResponse<String> refused =
                post("/datasets/" + caps + "/versions", body.replace("test/good\"", "test/better\""));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(JSON.readTree(refused.body()).get("code").asString()).isEqualTo("FOLDER_CHOICE");
        assertThat(refused.body()).contains("caps.zip has no folder test/better");
    }

    @Test
    void importsAPartOfTheMiddleAndServesTheOutlineOfAMask() throws Exception {
        HttpResponse<String> queued = post("/datasets/" + caps + "/versions", body(uploadCaps(), "{\"fraction\":0.5}"));
        String id = id(queued);
        work(JSON.readTree(queued.body()).get("job").asString(), "import");
        JsonNode whole = json("/versions/" + id);
        assertThat(whole.get("imageSize").asInt()).isEqualTo(32);
        assertThat(whole.get("report").get("masks").asInt()).isEqualTo(1);
        // Test images in order of their names: dent/c, good/b.
        BufferedImage mask = png(id, 1, "mask");
        for (int y = 0; y < 32; y++) {
            for (int x = 0; x < 32; x++) {
                boolean marked = x >= 14 && x < 22 && y >= 12 && y < 20;
                assertThat(mask.getRaster().getSample(x, y, 0)).as(x + "," + y).isEqualTo(marked ? 255 : 0);
                assertThat(mask.getRGB(x, y) >>> 24).as(x + "," + y).isEqualTo(marked ? 255 : 0);
            }
        }
        BufferedImage outline = png(id, 1, "outline");
        assertThat(outline.getRGB(14, 12) >>> 24).isEqualTo(255);
        assertThat(outline.getRGB(17, 15) >>> 24).isZero();
        assertThat(outline.getRGB(13, 12) >>> 24).isZero();
        assertThat(png(id, 2, "mask").getRGB(14, 12) >>> 24).isZero();
        assertThat(png(id, 2, "outline").getRGB(14, 12) >>> 24).isZero();
        assertThat(get("/versions/" + id + "/images/0/mask.png").statusCode()).isEqualTo(404);
        assertThat(get("/versions/" + id + "/images/0/outline.png").statusCode())
                .isEqualTo(404);
        assertThat(get("/versions/" + version + "/images/30/mask.png").statusCode())
                .isEqualTo(404);
    }

    private BufferedImage png(String id, int index, String kind) throws Exception {
        HttpResponse<byte[]> answer = client.send(
                to("/versions/" + id + "/images/" + index + "/" + kind + ".png").build(), BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        return ImageIO.read(new ByteArrayInputStream(answer.body()));
    }

    @Test
    void refusesOptionsWithASentence() throws Exception {
        String upload = uploadCaps();
        assertThat(post("/datasets/" + caps + "/versions", body(upload, "\"round\""))
                        .body())
                .contains("must be one of");
        assertThat(post("/datasets/" + caps + "/preview", body(upload, "1.5")).body())
                .contains("0.1 to 1, not 1.5");
        assertThat(post("/datasets/" + caps + "/preview", body("999999", "\"keep\""))
                        .statusCode())
                .isBetween(400, 422);
    }
}
