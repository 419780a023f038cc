package oddboard.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import oddboard.archive.Zips;
import oddboard.image.Images;
import oddboard.testing.Api;
import oddboard.testing.Chromium;
import oddboard.testing.DrivesBrowser;
import oddboard.testing.Program;
import oddboard.testing.SharedProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** An archive whose folders say nothing: somebody says in Chromium what each is, by mouse and by keyboard. */
@DrivesBrowser
class ChosenFoldersInBrowserTest {
    private static final double LONG = 120_000;

    @TempDir
    Path home;

    private static byte[] zip() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int i = 0; i < 30; i++) {
            var folder = i < 16 ? "monday" : i < 22 ? "tuesday" : i < 26 ? "returned/scratch" : "returned/dent";
            files.put("line-3/" + folder + "/" + i + ".png", Images.png(Images.rgb(48, 48, i)));
        }
        files.put("line-3/tools/logo.png", Images.png(Images.rgb(300, 40, 99)));
        return Zips.of(files);
    }

    @Test
    void everyFolderIsWhatSomebodySays() throws Exception {
        Program program = SharedProgram.get();
        Path archive = Files.write(home.resolve("line-3.zip"), zip());
        try (Chromium chromium = new Chromium()) {
            Api api = new Api(program.url(), Program.TOKEN);
            Page page = SharedProgram.signedIn(chromium);
            String set = FolderInBrowserTest.create(api, "Folders of line 3");
            page.navigate(program.url() + "/datasets/" + set + "/versions/new");
            page.locator("odd-upload input.files").setInputFiles(archive);
            assertThat(page.getByText("nothing says which are normal").first())
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(LONG));

            page.getByLabel("What the folder line-3/monday is").selectOption("TRAINING");
            page.getByLabel("What the folder line-3/tuesday is").selectOption("NORMAL");
            page.getByLabel("What the folder line-3/tools is").selectOption("LEAVE_OUT");
            var returned = page.getByLabel("What the folder line-3/returned is");
            returned.focus();
            page.keyboard().type("Test, d");
            page.keyboard().press("Tab");
            assertThat(returned).hasValue("DEFECT");
            var preview = page.getByText("Folders as chosen: 16 training images, 14 test images of 2 types");
            assertThat(preview).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(LONG));
            var type = page.getByLabel("Defect type of line-3/returned", new Page.GetByLabelOptions().setExact(true));
            page.getByLabel("What the folder line-3/returned/dent is").selectOption("DEFECT");
            var dent = page.getByLabel("Defect type of line-3/returned/dent");
            dent.fill("deep dent");
            dent.press("Tab");
            assertThat(page.locator(".odd-preview").getByText("deep dent").first())
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(LONG));
            assertThat(type).hasValue("");

            JsonNode version = FolderInBrowserTest.importWhatIsThere(api, page, set, "chosen-folders");
            assertThat(version.get("trainCount").asInt()).isEqualTo(16);
            assertThat(version.get("testCount").asInt()).isEqualTo(14);
            assertThat(version.get("report").get("types").toString())
                    .isEqualTo("{\"good\":6,\"scratch\":4,\"deep dent\":4}");
        }
    }
}
