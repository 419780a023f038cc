package oddboard.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import oddboard.testing.Api;
import oddboard.testing.Chromium;
import oddboard.testing.DrawnSet;
import oddboard.testing.DrivesBrowser;
import oddboard.testing.Looks;
import oddboard.testing.Program;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The whole way as a person goes it, in a real Chromium; an image of every page goes to target/screenshots. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DrivesBrowser
class BrowserEndToEndTest {
    private static final String OWN_PASSWORD = "seven wide caps";
    private static final boolean[] TEST = DrawnSet.everyNth(90, 3);
    private static final double LONG = 300_000;

    @TempDir
    static Path folder;

    private static Program program;
    private static Chromium chromium;
    private static Page page;
    private static final List<String> FAULTS = new ArrayList<>();

    @BeforeAll
    static void startProgram() throws Exception {
        program = Program.start(folder.resolve("home"), "--oddboard.demo.epochs=2");
        chromium = new Chromium();
        page = chromium.person(1440, 900);
        page.onPageError(FAULTS::add);
        page.onConsoleMessage(m -> {
            if (m.type().equals("error")) {
                FAULTS.add(m.text());
            }
        });
    }

    @AfterAll
    static void stopProgram() {
        if (chromium != null) {
            chromium.close();
        }
        if (program != null) {
            program.close();
        }
    }

    @Test
    @Order(1)
    void signsInByTheOneTimePasswordAndChoosesAnother() throws Exception {
        page.navigate(program.url());
        page.getByLabel("Name").fill("admin");
        page.locator("input[name=password]").fill(program.oneTimePassword());
        Chromium.screenshot(page, "sign-in");
        page.getByRole(AriaRole.BUTTON, named("Sign in")).click();
        assertThat(page.getByText("Choose your own password")).isVisible();
        page.getByLabel("Current password").fill(program.oneTimePassword());
        page.getByLabel("New password", new Page.GetByLabelOptions().setExact(true))
                .fill(OWN_PASSWORD);
        page.getByLabel("New password again").fill(OWN_PASSWORD);
        page.getByRole(AriaRole.BUTTON, named("Change password")).click();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Data sets")))
                .isVisible();
    }

    @Test
    @Order(2)
    void seesTheDemoFillItsBoard() {
        page.getByText("Hex nuts (demo)").first().click();
        // While its import runs the card leads there.
        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("Leaderboard").setExact(true))
                .click();
        for (String detector : new String[] {"conv", "fcn", "vae"}) {
            assertThat(boardRow(detector)).hasCount(1, new LocatorAssertions.HasCountOptions().setTimeout(LONG));
        }
        page.reload();
        assertThat(page.locator("odd-chart").first()).isVisible();
        Looks.settle(page);
        Chromium.screenshot(page, "leaderboard");
        page.getByText("Best so far, by date").click();
        assertThat(page.getByText("A small step may be chance")).isVisible();
        Looks.everyWay(
                page,
                "leaderboard-history",
                () -> page.getByText("A small step may be chance").scrollIntoViewIfNeeded());
    }

    @Test
    @Order(3)
    void uploadsADataSetAndSeesItsImages() throws Exception {
        page.navigate(program.url());
        Looks.settle(page);
        Chromium.screenshot(page, "data-sets");
        page.getByRole(AriaRole.BUTTON, named("Add data set")).first().click();
        page.getByLabel("Name").fill("Blobs");
        Chromium.screenshot(page, "new-data-set");
        page.getByRole(AriaRole.BUTTON, named("Next: images")).click();
        page.locator("odd-upload input.files").setInputFiles(new Path[] {
            DrawnSet.npy(folder.resolve("trainingset.npy"), new boolean[300], 32, 1),
            DrawnSet.npy(folder.resolve("testingset.npy"), TEST, 32, 2),
            DrawnSet.labels(folder.resolve("labels.csv"), TEST)
        });
        Locator start = page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Import").setExact(true));
        assertThat(start).isEnabled();
        Chromium.screenshot(page, "upload");
        start.click();
        assertThat(page.getByText("Ready", new Page.GetByTextOptions().setExact(true))
                        .first())
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(LONG));
        Looks.settle(page);
        Chromium.screenshot(page, "versions");
        page.getByRole(AriaRole.LINK, named("Images")).first().click();
        assertThat(page.getByRole(AriaRole.OPTION, named(", training")).first()).isVisible();
        Looks.settle(page);
        Chromium.screenshot(page, "images");
    }

    @Test
    @Order(4)
    void trainsOnItAndLooksAtTheResult() {
        page.getByRole(AriaRole.BUTTON, named("New run")).click();
        page.waitForURL(Pattern.compile(".*/new-run.*"));
        assertThat(page.getByRole(AriaRole.BUTTON, named("Start the run"))).isVisible();
        page.getByLabel("epochs").or(page.getByLabel("Epochs")).first().fill("12");
        page.keyboard().press("Tab");
        Chromium.screenshot(page, "new-run");
        page.getByRole(AriaRole.BUTTON, named("Start the run")).click();
        page.waitForURL(Pattern.compile(".*/runs/\\d+$"));
        assertThat(page.getByText("Succeeded").first())
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(LONG));
        Looks.settle(page);
        Chromium.screenshot(page, "run");
        for (String tab : new String[] {"Results", "Images", "Log", "Settings", "Attempts"}) {
            page.getByRole(
                            AriaRole.LINK,
                            new Page.GetByRoleOptions().setName(tab).setExact(true))
                    .first()
                    .click();
            page.waitForURL(Pattern.compile(".*/runs/\\d+/" + tab.toLowerCase(java.util.Locale.ROOT) + ".*"));
            Looks.settle(page);
            if (tab.equals("Images")) {
                Locator tile = page.locator("odd-ranked-grid .tile.there").first();
                assertThat(tile).isVisible();
                assertThat((Integer) tile.locator("canvas").last().evaluate("""
                        c => new Set(new Uint32Array(c.getContext('2d').getImageData(0, 0, c.width, c.height).data.buffer)).size"""))
                        .as("colors of an error map")
                        .isGreaterThan(10);
            }
            Chromium.screenshot(page, "run-" + tab.toLowerCase(java.util.Locale.ROOT));
        }
        assertThat(page.locator("body")).containsText("Succeeded");
    }

    @Test
    @Order(5)
    void looksAtEveryOtherPageAtDeskAndPhoneWidthInLightAndDark() throws Exception {
        String url = program.url();
        Api api = new Api(url, Program.TOKEN);
        String run =
                api.get("/runs?limit=1").json().get("items").get(0).get("id").asString();
        String demo = null;
        for (var set : api.get("/datasets").json().get("items")) {
            demo = set.get("name").asString().contains("demo") ? set.get("id").asString() : demo;
        }
        String[][] pages = {
            {"/", "data-sets"},
            {"/datasets/" + demo, "leaderboard"},
            {"/datasets/" + demo + "/images", "images"},
            {"/datasets/" + demo + "/runs", "data-set-runs"},
            {"/datasets/" + demo + "/settings", "data-set-settings"},
            {"/datasets/" + demo + "/new-run", "new-run"},
            {"/runs", "runs"},
            {"/queue", "queue"},
            {"/workers", "workers"},
            {"/account", "account"},
            {"/audit", "audit"},
            {"/models", "models-empty"},
            {"/scorings", "scorings-empty"},
            {"/inboxes", "inboxes-empty"},
            {"/sweeps", "sweeps"},
            {"/health", "health"},
            {"/storage", "storage"},
            {"/compare?runs=1,2", "compare"},
            {"/runs/1", "run"},
            {"/runs/1/images", "run-images"},
            {"/runs/1/results", "run-results"}
        };
        for (String[] one : pages) {
            Looks.everyWay(page, one[1], () -> page.navigate(url + one[0]));
            if (one[1].equals("models-empty")) {
                assertThat(page.getByText("No models yet")).isVisible();
            }
        }
        assertThat(run).isNotEmpty();
        assertThat(FAULTS).as("errors in the browser's console").isEmpty();
    }

    /** The row of a run that has its AUC. */
    private static Locator boardRow(String detector) {
        return page.locator("table.odd-board__table tr")
                .filter(new Locator.FilterOptions()
                        .setHasText(Pattern.compile(detector + ".*0\\.\\d{4}", Pattern.DOTALL)));
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
