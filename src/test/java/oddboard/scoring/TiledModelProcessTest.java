package oddboard.scoring;

import static oddboard.scoring.TrainedProgram.column;
import static oddboard.scoring.TrainedProgram.created;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import oddboard.archive.Zips;
import oddboard.common.StoredJson;
import oddboard.testing.Api;
import oddboard.testing.Await;
import oddboard.testing.Photographs;
import oddboard.testing.Program;
import oddboard.testing.StartsProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A model of a run that sees tiles on its whole way through the program, as other programs use it. */
@StartsProcess
class TiledModelProcessTest {
    private static final Duration LONG = Duration.ofMinutes(4);
    private static final String TILES = "{\"size\":64,\"tiles\":{\"size\":96,\"overlap\":24,\"score\":\"%s\"}}";

    @TempDir
    Path folder;

    private Program program;
    private Api api;
    private String version = "";
    private byte[] map = {};

    @Test
    void itIsTriedWatchedComparedAndExported() throws Exception {
        Path line = Files.createDirectories(folder.resolve("line"));
        try (Program started = Program.start(
                folder.resolve("home"),
                "--oddboard.demo=false",
                "--oddboard.upload.server-folders=" + line,
                "--oddboard.inbox.tick-seconds=1")) {
            program = started;
            api = new Api(program.url(), Program.TOKEN);
            Map<String, byte[]> files = new TreeMap<>(new Photographs(320, 240, 6).files(12, 6, 6));
            imported(files);
            double[] scores = run("max", "/models", "\"name\":\"parts\"");
            run("top", "/models/parts/versions", "\"description\":\"\"");
            assertThat(api.post(
                                    "/models/parts/thresholds",
                                    "{\"version\":1,\"method\":\"manual\",\"parameters\":{\"value\":0}}")
                            .status())
                    .isEqualTo(201);
            assertThat(api.put("/models/parts/aliases/champion", "{\"version\":1}")
                            .status())
                    .isEqualTo(200);
            List<byte[]> test = new ArrayList<>();
            files.forEach((name, bytes) -> {
                if (name.startsWith("test/")) {
                    test.add(bytes);
                }
            });
            JsonNode compared =
                    api.get("/models/parts/comparison?present=1&next=2").json();
            assertThat(compared.toString()).contains("auroc");
            JsonNode own = api.get("/models/parts").json();
            assertThat(own.toString()).contains("\"tiles\":{\"size\":96,\"overlap\":24,\"score\":\"max\"}");
            tried(test, scores);
            inferred(test, scores);
            watched(line, test, scores);
            exported();
        }
    }

    private void imported(Map<String, byte[]> files) throws Exception {
        String set = created(api.post("/datasets", "{\"name\":\"Tiled parts\"}"));
        String upload = created(api.upload(
                "/datasets/" + set + "/uploads?filename=parts.zip", BodyPublishers.ofByteArray(Zips.of(files))));
        version = api.post(
                        "/datasets/" + set + "/versions",
                        "{\"files\":[{\"upload\":\"%s\",\"role\":\"archive\"}]}".formatted(upload))
                .json()
                .get("id")
                .asString();
        Await.until(
                "the import",
                LONG,
                () -> api.get("/versions/" + version)
                                .json()
                                .get("state")
                                .asString()
                                .equals("READY")
                        ? true
                        : null);
    }

    /** @return its scores */
    private double[] run(String score, String path, String fields) throws Exception {
        Api.Answer queued = api.post(
                "/runs",
                "{\"version\":\"%s\",\"detector\":\"patches\",\"settings\":{\"head\":\"bank\",\"bankSize\":100},\"input\":%s}"
                        .formatted(version, TILES.formatted(score)));
        String run = queued.json().get("id").asString();
        ended("/runs/" + run);
        Api.Answer registered = api.post(path, "{\"run\":\"%s\",%s}".formatted(run, fields));
        assertThat(registered.status()).as(registered.text()).isEqualTo(201);
        return column(api.get("/runs/" + run + "/scores.csv").text());
    }

    private JsonNode ended(String path) {
        return Await.until("the end of " + path, LONG, () -> {
            JsonNode now = api.get(path).json();
            String state = now.get("state").asString();
            if (state.equals("FAILED") || state.equals("CANCELLED")) {
                throw new AssertionError(now + "\n" + program.log());
            }
            return state.equals("SUCCEEDED") ? now : null;
        });
    }

    private void tried(List<byte[]> test, double[] scores) throws Exception {
        for (int i = 0; i < test.size(); i++) {
            Api.Answer answer = api.upload(
                    "/models/parts@champion/predict" + (i == 0 ? "?map=true" : ""),
                    BodyPublishers.ofByteArray(test.get(i)));
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(answer.json().get("score").asDouble()).isEqualTo(scores[i]);
            assertThat(answer.json().get("flagged").asBoolean()).isEqualTo(scores[i] >= 0);
            assertThat(answer.json().get("map").isNull()).isEqualTo(i != 0);
            if (i == 0) {
                map = Base64.getDecoder().decode(answer.json().get("map").asString());
                BufferedImage picture = ImageIO.read(new ByteArrayInputStream(map));
                assertThat(picture.getWidth() * 240).as("the image's own shape").isEqualTo(picture.getHeight() * 320);
            }
        }
    }

    private JsonNode v2(String path, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(program.url() + "/v2/models/parts" + path))
                .header("Authorization", "Bearer " + Program.TOKEN)
                .header("Content-Type", "application/json");
        if (!body.isEmpty()) {
            request.POST(BodyPublishers.ofString(body));
        }
        return StoredJson.MAPPER.readTree(HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.ofString())
                .body());
    }

    private void inferred(List<byte[]> test, double[] scores) throws Exception {
        assertThat(v2("", "").get("inputs").toString())
                .isEqualTo("[{\"name\":\"image\",\"datatype\":\"BYTES\",\"shape\":[-1]}]");
        String images = String.join(
                ",",
                test.stream()
                        .map(png -> "\"" + Base64.getEncoder().encodeToString(png) + "\"")
                        .toList());
        JsonNode answer = v2(
                "/infer",
                "{\"inputs\":[{\"name\":\"image\",\"shape\":[%d],\"datatype\":\"BYTES\",\"data\":[%s]}],\"outputs\":[{\"name\":\"score\"},{\"name\":\"anomaly_map\"}]}"
                        .formatted(test.size(), images));
        JsonNode all = answer.get("outputs").get(0).get("data");
        for (int i = 0; i < scores.length; i++) {
            assertThat(all.get(i).asDouble()).isEqualTo(scores[i]);
        }
        int edge = api.get("/versions/" + version).json().get("imageSize").asInt();
        assertThat(answer.get("outputs").get(1).get("shape").toString())
                .isEqualTo("[%d,%d,%d]".formatted(test.size(), edge, edge));
        String pixels = "0,".repeat(64 * 64 - 1) + "0";
        assertThat(v2(
                                "/infer",
                                "{\"inputs\":[{\"name\":\"image\",\"shape\":[1,64,64,1],\"datatype\":\"UINT8\",\"data\":[%s]}]}"
                                        .formatted(pixels))
                        .get("error")
                        .asString())
                .contains("parts/1 cuts images in tiles itself and takes no pixels; send an image file.");
    }

    private void watched(Path line, List<byte[]> test, double[] scores) throws Exception {
        for (int i = 0; i < test.size(); i++) {
            Path file = Files.write(line.resolve("%02d.png".formatted(i)), test.get(i));
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
        }
        String inbox = created(api.post(
                "/inboxes",
                "{\"name\":\"Line\",\"folder\":\"line\",\"model\":\"parts\",\"alias\":\"champion\",\"minutes\":1}"));
        api.post("/inboxes/" + inbox + "/look", "");
        String scoring = Await.until("the inbox's scoring", LONG, () -> {
            JsonNode items = api.get("/inboxes/" + inbox + "/scorings").json().get("items");
            return items.isEmpty() ? null : items.get(0).get("scoring").asString();
        });
        ended("/scorings/" + scoring);
        List<String> rows = api.get("/scorings/" + scoring + "/scores.csv")
                .text()
                .lines()
                .skip(1)
                .toList();
        assertThat(rows).hasSize(scores.length);
        for (int i = 0; i < scores.length; i++) {
            String name = "%02d.png".formatted(i);
            String row =
                    rows.stream().filter(one -> one.contains(name)).findFirst().orElseThrow();
            assertThat(Double.parseDouble(row.split(",")[1])).isEqualTo(scores[i]);
        }
        assertThat(api.bytes("/scorings/" + scoring + "/images/0/map.png"))
                .as("the map of the scoring")
                .isEqualTo(map);
        assertThat(api.get("/inboxes/" + inbox + "/drift").status()).isEqualTo(200);
    }

    private void exported() throws Exception {
        String path = "/models/parts/versions/1/export.zip";
        byte[] zip = Await.until("the bundle", LONG, () -> {
            byte[] answer = api.bytes(path);
            return answer.length > 2 && answer[0] == 'P' && answer[1] == 'K' ? answer : null;
        });
        JsonNode manifest = null;
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.getName().endsWith("manifest.json")) {
                    manifest = StoredJson.MAPPER.readTree(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        assertThat(manifest).isNotNull();
        assertThat(manifest.at("/preprocessing/tiles/size").asInt()).isEqualTo(96);
        assertThat(manifest.at("/threshold/value").asDouble()).isCloseTo(0, within(0.0));
        for (String format : List.of("onnx", "torchscript")) {
            JsonNode verification = manifest.at("/verification/" + format);
            assertThat(verification.get("images").asInt()).isEqualTo(12);
            assertThat(verification.get("tiles").asInt()).isEqualTo(12 * 5 * 3);
            assertThat(verification.get("largestRelativeDifference").asDouble()).isBetween(0.0, 1e-4);
        }
    }
}
