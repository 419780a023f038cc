package oddboard.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import oddboard.testing.Api;
import oddboard.testing.Await;
import oddboard.testing.Chromium;
import oddboard.testing.DrawnSet;
import oddboard.testing.Program;
import oddboard.testing.S3Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Images of every page for docs/screenshots: light and dark, 1440 and 390 pixels wide, of the demo when its runs have ended.
 * A page that is wider than a phone is a fault.
 */
class PicturesBench {
    private static final Path FOLDER = Path.of("docs", "screenshots");
    private static final Duration LONG = Duration.ofMinutes(8);

    @TempDir
    Path home;

    @Test
    void everyPage() throws Exception {
        Pages.assertWhole();
        List<String> tooWide = new ArrayList<>();
        try (Program program = Program.start(home, Pages.watched(home));
                Chromium chromium = new Chromium()) {
            Map<String, String> ids = fill(new Api(program.url(), Program.TOKEN));
            Page stranger = chromium.person(1440, 900);
            Page admin = chromium.signedIn(program);
            for (Pages.One one : Pages.ALL) {
                String address = one.address(ids);
                if (!take(one.forStrangers() ? stranger : admin, program.url() + "/" + address, one.picture())) {
                    tooWide.add(address);
                }
            }
        }
        assertThat(tooWide).as("pages that scroll sideways on a phone").isEmpty();
    }

    /** The page Storage where contents lie in a bucket. */
    @Test
    void storageWithABucket() throws Exception {
        try (S3Server server = new S3Server("company");
                Program program = Program.start(
                        home,
                        "--oddboard.demo=false",
                        "--oddboard.storage.kind=s3",
                        "--oddboard.storage.s3.endpoint=" + server.endpoint(),
                        "--oddboard.storage.s3.bucket=company",
                        "--oddboard.storage.s3.access-key=" + S3Server.KEY,
                        "--oddboard.storage.s3.secret-key=" + S3Server.SECRET);
                Chromium chromium = new Chromium()) {
            Api api = new Api(program.url(), Program.TOKEN);
            for (int set = 1; set <= 3; set++) {
                String id = FolderInBrowserTest.create(api, "Bottle caps, line " + set);
                byte[] images = DrawnSet.npy(
                        "|u1", "(" + 400 * set + ", 64, 64, 3)", DrawnSet.pixels(new boolean[400 * set], 64, set));
                assertThat(api.upload(
                                        "/datasets/" + id + "/uploads?filename=trainingset.npy",
                                        BodyPublishers.ofByteArray(images))
                                .status())
                        .isEqualTo(201);
            }
            Page admin = chromium.signedIn(program);
            admin.navigate(program.url() + "/storage");
            Await.until("the bucket", LONG, () -> {
                admin.reload();
                return admin.getByText("In the S3 bucket").isVisible() ? admin : null;
            });
            assertThat(take(admin, program.url() + "/storage", "storage-bucket"))
                    .isTrue();
        }
    }

    /** Waits for the demo and adds what else a team has: a sweep and a submission. */
    private static Map<String, String> fill(Api api) throws IOException, InterruptedException {
        Map<String, String> runs = Await.until("the demo's runs", LONG, () -> ended(api));
        JsonNode dataset = api.get("/datasets").json().get("items").get(0);
        String version = dataset.get("versions").get(0).get("id").asString();
        Map<String, String> ids = new TreeMap<>(Pages.fill(api, version, runs.get("conv"), "watched", """
                "detectors":["fcn"],"settings":{"epochs":{"values":[2,4]},"batchSize":{"values":[32,64]}},"seeds":[1,2]"""));
        ids.put("dataset", dataset.get("id").asString());
        ids.put("other", runs.get("vae"));
        return ids;
    }

    private static Map<String, String> ended(Api api) {
        Map<String, String> ended = new TreeMap<>();
        for (JsonNode run : json(api, "/runs").get("items")) {
            if (!run.get("state").asString().equals("SUCCEEDED")) {
                return null;
            }
            ended.put(run.get("detector").asString(), run.get("id").asString());
        }
        return ended.size() < 3 ? null : ended;
    }

    private static JsonNode json(Api api, String path) {
        try {
            return api.get(path).json();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Whether the page is no wider than a phone. */
    private static boolean take(Page page, String address, String name) throws IOException {
        boolean fits = true;
        for (int width : new int[] {1440, 390}) {
            page.setViewportSize(width, width == 390 ? 844 : 900);
            for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                page.navigate(address);
                page.waitForLoadState(LoadState.NETWORKIDLE);
                page.waitForTimeout(900);
                fits &= (Boolean) page.evaluate("document.scrollingElement.scrollWidth <= innerWidth");
                save(page, name + "-" + width + (scheme == ColorScheme.DARK ? "-dark" : "") + ".webp");
            }
        }
        return fits;
    }

    private static void save(Page page, String file) throws IOException {
        JsonObject options = new JsonObject();
        options.addProperty("format", "webp");
        options.addProperty("quality", 70);
        CDPSession session = page.context().newCDPSession(page);
        String bytes =
                session.send("Page.captureScreenshot", options).get("data").getAsString();
        session.detach();
        Files.createDirectories(FOLDER);
        Files.write(FOLDER.resolve(file), Base64.getDecoder().decode(bytes));
    }
}
