package oddboard.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import oddboard.image.Images;
import oddboard.testing.Api;
import oddboard.testing.Chromium;
import oddboard.testing.DrivesBrowser;
import oddboard.testing.Looks;
import oddboard.testing.Program;
import oddboard.testing.SharedProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A folder with thousands of small images, and loose images, chosen in Chromium as somebody has them. */
@DrivesBrowser
class FolderInBrowserTest {
    private static final double LONG = 180_000;
    private static final int TRAIN = 3_200;
    private static final int GOOD = 500;
    private static final int BENT = 300;
    private static final int LOOSE = 40;
    /** Every so many images are compared with their files. */
    private static final int STEP = 37;

    @TempDir
    Path folder;

    @Test
    void takesAFolderAndLooseImages() throws Exception {
        Program program = SharedProgram.get();
        Path caps = SharedProgram.serverFolder("caps");
        Map<String, byte[]> files = new HashMap<>();
        draw(caps, "train/good", 0, TRAIN, files);
        draw(caps, "test/good", TRAIN, GOOD, files);
        draw(caps, "test/bent", TRAIN + GOOD, BENT, files);
        try (Chromium chromium = new Chromium()) {
            Api api = new Api(program.url(), Program.TOKEN);
            Page page = SharedProgram.signedIn(chromium);

            String folderSet = create(api, "Folder");
            page.navigate(program.url() + "/datasets/" + folderSet + "/versions/new");
            page.locator("odd-upload input.folder").setInputFiles(caps);
            assertThat(page.locator("odd-upload .words").first()).isVisible();
            JsonNode version = importWhatIsThere(api, page, folderSet, "folder");
            assertThat(version.get("trainCount").asInt()).isEqualTo(TRAIN);
            assertThat(version.get("testCount").asInt()).isEqualTo(GOOD + BENT);
            assertThat(version.get("anomalyCount").asInt()).isEqualTo(BENT);
            assertPixels(api, version, files);

            String looseSet = create(api, "Loose images");
            page.navigate(program.url() + "/datasets/" + looseSet + "/versions/new");
            List<Path> loose = new ArrayList<>();
            for (int n = 0; n < LOOSE; n++) {
                loose.add(caps.resolve("train/good/" + n + ".png"));
            }
            page.locator("odd-upload input.files").setInputFiles(loose.toArray(Path[]::new));
            version = importWhatIsThere(api, page, looseSet, "loose");
            assertThat(version.get("trainCount").asInt()
                            + version.get("testCount").asInt())
                    .isEqualTo(LOOSE);
            assertThat(version.get("testCount").asInt()).isPositive();

            String serverSet = create(api, "On the server");
            page.navigate(program.url() + "/datasets/" + serverSet + "/versions/new");
            page.getByText("From a folder of the server").click();
            click(page, "Open watched");
            click(page, "Open watched/caps");
            click(page, "Open watched/caps/test");
            click(page, "Use watched/caps/test/good");
            version = importWhatIsThere(api, page, serverSet, "server-folder");
            assertThat(version.get("trainCount").asInt()
                            + version.get("testCount").asInt())
                    .isEqualTo(GOOD);
        }
    }

    static void click(Page page, String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    private static void draw(Path folder, String part, int from, int count, Map<String, byte[]> files)
            throws IOException {
        Path into = Files.createDirectories(folder.resolve(part));
        for (int n = from; n < from + count; n++) {
            byte[] png = Images.png(Images.rgb(32, 32, n));
            Files.write(into.resolve(n + ".png"), png);
            files.put(part + "/" + n + ".png", png);
        }
    }

    static String create(Api api, String name) throws Exception {
        return api.post("/datasets", "{\"name\":\"" + name + "\"}")
                .json()
                .get("id")
                .asString();
    }

    static JsonNode importWhatIsThere(Api api, Page page, String dataset, String picture) throws Exception {
        var start = page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Import").setExact(true));
        assertThat(start).isEnabled(new LocatorAssertions.IsEnabledOptions().setTimeout(LONG));
        Looks.asItIs(page, "upload-" + picture);
        start.click();
        assertThat(page.getByText("Ready", new Page.GetByTextOptions().setExact(true))
                        .first())
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(LONG));
        return api.get("/datasets/" + dataset).json().get("versions").get(0);
    }

    static void assertPixels(Api api, JsonNode version, Map<String, byte[]> files) throws Exception {
        String id = version.get("id").asString();
        List<JsonNode> images = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            JsonNode page =
                    api.get("/versions/" + id + "/images?limit=500" + cursor).json();
            images.addAll(page.get("items").values());
            cursor = page.get("next").isNull()
                    ? null
                    : "&cursor=" + page.get("next").asString();
        }
        assertThat(images).hasSize(files.size());
        for (int n = 0; n < images.size(); n += STEP) {
            JsonNode image = images.get(n);
            String name = image.get("file").asString();
            byte[] source = files.entrySet().stream()
                    .filter(file -> name.endsWith(file.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElseThrow();
            byte[] shown = api.bytes(
                    "/versions/" + id + "/images/" + image.get("index").asInt() + ".png");
            assertThat(pixels(shown)).as(name).isEqualTo(pixels(source));
        }
    }

    private static int[] pixels(byte[] png) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }
}
