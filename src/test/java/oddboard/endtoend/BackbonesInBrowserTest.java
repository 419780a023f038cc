package oddboard.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import oddboard.detector.backbone.MadeUpNetwork;
import oddboard.testing.Chromium;
import oddboard.testing.DrivesBrowser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backbone is added in a browser, and tested by the worker. */
@DrivesBrowser
class BackbonesInBrowserTest {
    @TempDir
    Path folder;

    @Test
    void aFileIsRefusedOrRecognizedAndAdded() throws Exception {
        Path bad = Files.writeString(folder.resolve("bad.safetensors"), "this is no network");
        Path good = folder.resolve("mobilenetv2_100.safetensors");
        MadeUpNetwork.named("MOBILENET_TIMM", good);
        try (DrivenProgram program = new DrivenProgram(folder)) {
            Page page = program.page;
            page.navigate(program.address("/backbones"));
            Locator file = page.locator("odd-backbone-file input[type=file]");
            file.setInputFiles(bad);
            assertThat(page.getByText("bad.safetensors can't be read: its first 8 bytes"))
                    .isVisible();
            Chromium.screenshot(page, "backbones-refused-1440");
            file.setInputFiles(good);
            assertThat(page.getByText("mobilenetv2_100.safetensors is a MobileNetV2"))
                    .isVisible();
            Chromium.screenshot(page, "backbones-preview-1440");
            page.getByLabel("License of the weights").fill("Apache-2.0");
            page.getByLabel("Source").fill("Made up for this test, in the layout of timm");
            page.getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions().setName("Add").setExact(true))
                    .click();
            // The page shows by itself that the worker has tested it.
            assertThat(page.getByText("A drawn image of 112 pixels gave"))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(120_000));
            assertThat(page.getByText("0 runs, 0 model versions")).isVisible();
            Chromium.screenshot(page, "backbones-1440");
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
            Chromium.screenshot(page, "backbones-1440-dark");
            page.setViewportSize(390, 844);
            Chromium.screenshot(page, "backbones-390-dark");
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
            Chromium.screenshot(page, "backbones-390");
            assertThat(page.locator("html")).hasJSProperty("scrollWidth", 390);
        }
    }
}
