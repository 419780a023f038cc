package oddboard.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;
import oddboard.testing.Api;
import oddboard.testing.Await;
import oddboard.testing.Chromium;
import oddboard.testing.DrawnSet;
import oddboard.testing.DrivesBrowser;
import oddboard.testing.Looks;
import oddboard.testing.Program;
import oddboard.testing.SharedProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model's bundle is made and taken along in a real browser, and a scoring deleted. */
@DrivesBrowser
class ExportInBrowserTest {
    private static final boolean[] TEST = DrawnSet.everyNth(30, 3);
    private static final LocatorAssertions.IsVisibleOptions LONG =
            new LocatorAssertions.IsVisibleOptions().setTimeout(120_000);

    @TempDir
    Path folder;

    private Api api;

    @Test
    void aBundleIsMadeAndTakenAlongAndAScoringIsDeleted() throws Exception {
        List<String> faults = new ArrayList<>();
        Program program = SharedProgram.get();
        try (Chromium chromium = new Chromium()) {
            api = new Api(program.url(), Program.TOKEN);
            String models = program.url() + "/models/";
            Page page = SharedProgram.signedIn(chromium);
            page.onPageError(faults::add);
            page.onConsoleMessage(m -> {
                if (m.type().equals("error")) {
                    faults.add(m.text());
                }
            });
            String version = version();
            register(version, "taken-caps", "conv", "{\"epochs\":2}");
            register(version, "taken-odd", "vae", "{\"epochs\":1,\"sampleAtScoring\":true}");

            page.navigate(models + "taken-caps");
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Export"))
                    .click();
            page.waitForURL("**/models/taken-caps/export");
            assertThat(page.getByText("No bundle yet")).isVisible();
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Export"))
                    .click();
            var link = page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Download ZIP"));
            assertThat(link).isVisible(LONG);
            assertThat(page.getByText("ONNX Runtime 1.").first()).isVisible();
            assertThat(page.getByText("libtorch 2.").first()).isVisible();
            Download download = page.waitForDownload(link::click);
            assertThat(download.suggestedFilename()).isEqualTo("taken-caps-1.zip");
            try (ZipFile zip = new ZipFile(download.path().toFile())) {
                assertThat(zip.getEntry("taken-caps-1/model.onnx")).isNotNull();
                assertThat(zip.getEntry("taken-caps-1/model.pt")).isNotNull();
            }
            Looks.everyWay(page, "model-export", () -> page.navigate(models + "taken-caps/export"));

            page.navigate(models + "taken-odd/export");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Export"))
                    .click();
            assertThat(page.getByText("sampleAtScoring").first()).isVisible(LONG);
            Looks.asItIs(page, "model-export-refused");

            String scoring = id(api.post("/scorings", "{\"model\":\"taken-caps/1\",\"version\":\"" + version + "\"}"));
            awaitEnd("/scorings/" + scoring, "SUCCEEDED");
            page.navigate(program.url() + "/scorings/" + scoring);
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Delete"))
                    .click();
            assertThat(page.getByText("Delete this scoring?")).isVisible();
            Looks.asItIs(page, "scoring-delete");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Delete the scoring"))
                    .click();
            page.waitForURL("**/scorings");
            assertThat(api.get("/scorings/" + scoring).status()).isEqualTo(404);
            assertThat(faults).as("errors in the browser's console").isEmpty();
        }
    }

    private void register(String version, String name, String detector, String settings) throws Exception {
        String run = id(api.post(
                "/runs",
                "{\"version\":\"" + version + "\",\"detector\":\"" + detector + "\",\"settings\":" + settings + "}"));
        awaitEnd("/runs/" + run, "SUCCEEDED");
        Api.Answer made = api.post("/models", "{\"name\":\"" + name + "\",\"run\":\"" + run + "\"}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
    }

    private void awaitEnd(String path, String state) {
        Await.until(
                path,
                Duration.ofMinutes(3),
                () -> api.get(path).json().get("state").asString().equals(state) ? true : null);
    }

    private String version() throws Exception {
        String dataset = id(api.post("/datasets", "{\"name\":\"Taken caps\"}"));
        String uploads = "/datasets/" + dataset + "/uploads?filename=";
        String version = id(api.post(
                "/datasets/" + dataset + "/versions",
                ("{\"files\":[{\"upload\":\"%s\",\"role\":\"train\"},{\"upload\":\"%s\",\"role\":\"test\"},"
                                + "{\"upload\":\"%s\",\"role\":\"labels\"}]}")
                        .formatted(
                                id(api.upload(
                                        uploads + "train.npy",
                                        DrawnSet.npy(folder.resolve("train.npy"), new boolean[60], 32, 1))),
                                id(api.upload(
                                        uploads + "test.npy", DrawnSet.npy(folder.resolve("test.npy"), TEST, 32, 2))),
                                id(api.upload(
                                        uploads + "labels.csv",
                                        DrawnSet.labels(folder.resolve("labels.csv"), TEST))))));
        awaitEnd("/versions/" + version, "READY");
        return version;
    }

    private static String id(Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isBetween(200, 202);
        return answer.json().get("id").asString();
    }
}
