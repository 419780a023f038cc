package oddboard.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import java.nio.file.Path;
import oddboard.testing.Api;
import oddboard.testing.Chromium;
import oddboard.testing.DrivesBrowser;
import oddboard.testing.Looks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep in a real Chromium: its form, its chart and the rows that a stretch of an axis selects. */
@DrivesBrowser
class SweepInBrowserTest {
    @TempDir
    Path folder;

    private DrivenProgram program;
    private Api api;
    private Page page;

    @Test
    void previewsASweepAndSelectsItsRowsOnTheChart() throws Exception {
        try (DrivenProgram started = new DrivenProgram(folder)) {
            program = started;
            api = program.api;
            page = program.page;
            String version = program.addVersion("Swept caps");
            String sweep = DrivenProgram.id(api.post("/sweeps", """
                    {"versions":["%s"],"detectors":["conv","fcn"],"seeds":[1,2],"parallelism":3,"tags":["swept line"],
                     "settings":{"epochs":2,"learningRate":{"from":0.0005,"to":0.02,"steps":3,"scale":"log"},
                     "batchSize":{"values":[10,40]}}}""".formatted(version)));
            program.await("/sweeps/" + sweep, "FINISHED");
            String halved = DrivenProgram.id(api.post("/sweeps", """
                    {"versions":["%s"],"detectors":["conv"],"seeds":[1],"parallelism":3,
                     "settings":{"epochs":9,"learningRate":{"from":0.0005,"to":0.02,"steps":4,"scale":"log"},"batchSize":10},
                     "halving":{"firstEpochs":2}}""".formatted(version)));
            program.await("/sweeps/" + halved, "FINISHED");
            brushes(sweep);
            lookAtRounds(halved, version);
            lookAtAllPages(sweep, version);
            program.assertNoFaults();
        }
    }

    private void brushes(String sweep) {
        page.navigate(program.address("/sweeps/" + sweep));
        assertThat(page.getByText("24 of 24 done")).isVisible();
        assertThat(page.locator("table.odd-sweep-table tbody tr")).hasCount(12);
        Looks.settle(page);
        BoundingBox box = page.locator("odd-chart").boundingBox();
        // The first axis has the detectors: its lower half holds one of the two.
        double x = box.x + 60;
        page.mouse().move(x, box.y + box.height * 0.6);
        page.mouse().down();
        page.mouse().move(x, box.y + box.height * 0.95, new Mouse.MoveOptions().setSteps(8));
        page.mouse().up();
        assertThat(page.locator("table.odd-sweep-table tr.odd-table__selected")).hasCount(6);
        assertThat(page.getByText("6 selected")).isVisible();
        Chromium.screenshot(page, "sweep-selected");
    }

    private void lookAtRounds(String halved, String version) throws Exception {
        Looks.everyWay(page, "sweep-rounds", () -> {
            page.navigate(program.address("/sweeps/" + halved));
            assertThat(page.locator("table[aria-label='Rounds of the sweep'] tbody tr"))
                    .hasCount(3);
            assertThat(page.getByText("7 of 7 done")).isVisible();
        });
        Looks.everyWay(page, "sweep-new-rounds", () -> {
            page.navigate(program.address("/sweeps/new?detector=conv&version=" + version));
            Looks.settle(page);
            page.getByText("Successive halving: all combinations short").click();
            assertThat(page.getByText("Epochs of the first round")).isVisible();
        });
        String run = api.get("/sweeps/" + halved)
                .json()
                .get("combinations")
                .get(0)
                .get("runs")
                .get(0)
                .get("run")
                .asString();
        Looks.everyWay(page, "run-validated", () -> {
            page.navigate(program.address("/runs/" + run));
            assertThat(page.getByText("· validation ")).isVisible();
        });
    }

    private void lookAtAllPages(String sweep, String version) throws Exception {
        String run = api.get("/sweeps/" + sweep)
                .json()
                .get("combinations")
                .get(0)
                .get("runs")
                .get(0)
                .get("run")
                .asString();
        String[][] pages = {
            {"/sweeps/" + sweep, "sweep"},
            {"/sweeps/new?detector=conv,vae&version=" + version, "sweep-new"},
            {"/sweeps", "sweeps"},
            {"/runs?tag=swept+line", "runs-tagged"},
            {"/runs/" + run, "run-of-sweep"}
        };
        for (String[] one : pages) {
            Looks.everyWay(page, one[1], () -> {
                page.navigate(program.address(one[0]));
                if (one[1].equals("sweep-new")) {
                    Looks.settle(page);
                    fillIn();
                }
            });
        }
    }

    private void fillIn() {
        Locator rate = page.locator(".odd-axis").filter(new Locator.FilterOptions().setHasText("Learning rate"));
        rate.locator("vaadin-select").first().click();
        page.getByRole(
                        AriaRole.OPTION,
                        new Page.GetByRoleOptions().setName("range").setExact(true))
                .click();
        assertThat(page.getByText("6 runs", new Page.GetByTextOptions().setExact(true)))
                .isVisible();
    }
}
