package oddboard.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import oddboard.testing.Api;
import oddboard.testing.Chromium;
import oddboard.testing.DrivesBrowser;
import oddboard.testing.Looks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a run to the champion and its successor, in a real Chromium. */
@DrivesBrowser
class ModelsInBrowserTest {
    @TempDir
    Path folder;

    private DrivenProgram program;
    private Api api;
    private Page page;

    @Test
    void aRunBecomesTheChampionAndTheNextOneFollowsIt() throws Exception {
        try (DrivenProgram started = new DrivenProgram(folder)) {
            program = started;
            api = program.api;
            page = program.page;
            String version = program.addVersion("Bottle caps");
            String first = program.run(version, "{\"epochs\":1,\"calibrationShare\":0.25}");
            String second = program.run(version, "{\"epochs\":12,\"calibrationShare\":0.25}");

            register(first, "bottle-caps");
            Looks.everyWay(page, "model-new", () -> page.navigate(program.address("/models/bottle-caps")));
            keepThreshold(1);
            promote(1, "The first one");
            assertThat(page.getByText("Version 1 is champion now.")).isVisible();

            register(second, null);
            assertThat(page.locator("table.odd-version-list tbody tr")).hasCount(2);
            keepThreshold(2);
            openPromotion(2);
            Locator dialog = page.getByRole(AriaRole.DIALOG);
            assertThat(dialog.getByText("Version 1, champion")).isVisible();
            assertThat(dialog.getByText("(DeLong)")).isVisible();
            Chromium.screenshot(page, "model-promote");
            dialog.getByLabel("Why?").fill("Finds more spots");
            dialog.getByText("Promote", new Locator.GetByTextOptions().setExact(true))
                    .click();
            assertThat(page.getByText("Version 2 is champion now.")).isVisible();
            assertThat(page.getByText("Finds more spots")).isVisible();
            assertThat(api.get("/models/bottle-caps")
                            .json()
                            .get("aliases")
                            .get("champion")
                            .asInt())
                    .isEqualTo(2);

            lookAtAllPages(first);
            program.assertNoFaults();
        }
    }

    /** @param name of a new model; null = the next version of the one there is */
    private void register(String run, String name) {
        page.setViewportSize(1440, 900);
        page.navigate(program.address("/runs/" + run));
        Looks.settle(page);
        page.getByText("Register model").click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(dialog.getByText("never changes")).isVisible();
        if (name != null) {
            dialog.getByLabel("Name", new Locator.GetByLabelOptions().setExact(true))
                    .fill(name);
        }
        dialog.getByLabel("Description").fill(name == null ? "Trained longer" : "Caps on line 3");
        Chromium.screenshot(page, name == null ? "model-register-next" : "model-register");
        dialog.getByText("Register", new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(page.locator("h1")).hasText("bottle-caps");
    }

    private void keepThreshold(int version) {
        page.navigate(program.address("/models/bottle-caps/thresholds?version=" + version));
        Looks.settle(page);
        assertThat(page.getByText("normal images it flags")).isVisible();
        page.getByText("Keep this threshold").click();
        assertThat(page.locator("table:has(th:text('Expected false alarms')) tbody tr"))
                .hasCount(1);
    }

    private void openPromotion(int version) {
        page.navigate(program.address("/models/bottle-caps"));
        Looks.settle(page);
        page.getByLabel("Promote version " + version).click();
        assertThat(page.getByLabel("Why?")).isVisible();
        Looks.settle(page);
    }

    private void promote(int version, String reason) {
        openPromotion(version);
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(dialog.getByText("No version is champion yet")).isVisible();
        dialog.getByLabel("Why?").fill(reason);
        dialog.getByText("Promote", new Locator.GetByTextOptions().setExact(true))
                .click();
    }

    private void lookAtAllPages(String run) {
        String[][] pages = {
            {"/models", "models"},
            {"/models/bottle-caps", "model"},
            {"/models/bottle-caps/thresholds?version=2", "model-thresholds"},
            {"/models/bottle-caps/history", "model-history"},
            {"/runs/" + run, "run-of-model"}
        };
        for (String[] one : pages) {
            Looks.everyWay(page, one[1], () -> page.navigate(program.address(one[0])));
        }
        Looks.everyWay(page, "model-promotion", () -> openPromotion(1));
    }
}
