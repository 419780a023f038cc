package oddboard.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import oddboard.image.Images;
import oddboard.testing.Api;
import oddboard.testing.Chromium;
import oddboard.testing.DrivesBrowser;
import oddboard.testing.Program;
import oddboard.testing.SharedProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A folder is dropped on the page as from a file manager; the browser gives its files a hundred at a time. */
@DrivesBrowser
class DroppedFolderInBrowserTest {
    private static final int TRAIN = 250;
    private static final int GOOD = 20;
    private static final int BENT = 12;

    @TempDir
    Path folder;

    @Test
    void takesAFolderWithItsSubfolders() throws Exception {
        Path caps = folder.resolve("dropped caps");
        Map<String, byte[]> files = new HashMap<>();
        draw(caps, "train/good", 0, TRAIN, files);
        draw(caps, "test/good", TRAIN, GOOD, files);
        draw(caps, "test/bent", TRAIN + GOOD, BENT, files);
        Program program = SharedProgram.get();
        try (Chromium chromium = new Chromium()) {
            Api api = new Api(program.url(), Program.TOKEN);
            Page page = SharedProgram.signedIn(chromium);
            String set = FolderInBrowserTest.create(api, "Dropped folder");
            page.navigate(program.url() + "/datasets/" + set + "/versions/new");
            drop(page, caps);
            JsonNode version = FolderInBrowserTest.importWhatIsThere(api, page, set, "dropped-folder");
            assertThat(version.get("trainCount").asInt()).isEqualTo(TRAIN);
            assertThat(version.get("testCount").asInt()).isEqualTo(GOOD + BENT);
            assertThat(version.get("anomalyCount").asInt()).isEqualTo(BENT);
            FolderInBrowserTest.assertPixels(api, version, files);
        }
    }

    /** What the operating system tells the browser; the page then asks the browser for what lies in the folder. */
    private static void drop(Page page, Path folder) {
        assertThat(page.locator("odd-upload .choose-folder")).isVisible();
        BoundingBox box = page.locator("odd-upload .drop").boundingBox();
        JsonArray files = new JsonArray();
        files.add(folder.toString());
        JsonObject data = new JsonObject();
        data.add("items", new JsonArray());
        data.add("files", files);
        data.addProperty("dragOperationsMask", 1);
        CDPSession session = page.context().newCDPSession(page);
        for (String type : new String[] {"dragEnter", "dragOver", "drop"}) {
            JsonObject event = new JsonObject();
            event.addProperty("type", type);
            event.addProperty("x", box.x + box.width / 2);
            event.addProperty("y", box.y + box.height / 2);
            event.add("data", data);
            session.send("Input.dispatchDragEvent", event);
        }
        session.detach();
    }

    private static void draw(Path folder, String part, int from, int count, Map<String, byte[]> files)
            throws Exception {
        Path into = Files.createDirectories(folder.resolve(part));
        for (int n = from; n < from + count; n++) {
            byte[] png = Images.png(Images.rgb(32, 32, n));
            Files.write(into.resolve(n + ".png"), png);
            files.put(part + "/" + n + ".png", png);
        }
    }
}
