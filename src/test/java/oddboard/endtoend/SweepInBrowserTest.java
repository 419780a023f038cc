package oddboard.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import oddboard.testing.Api;
import oddboard.testing.Await;
import oddboard.testing.Chromium;
import oddboard.testing.DrawnSet;
import oddboard.testing.DrivesBrowser;
import oddboard.testing.Looks;
import oddboard.testing.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A sweep in a real Chromium: its form, its chart and the rows that a stretch of an axis selects. */
@DrivesBrowser
class SweepInBrowserTest {
    private static final boolean[] TEST = DrawnSet.everyNth(60, 3);

    @TempDir
    Path folder;

    private final List<String> faults = new ArrayList<>();
    private Program program;
    private Api api;
    private Page page;

    @Test
    void previewsASweepAndSelectsItsRowsOnTheChart() throws Exception {
        try (Program started = Program.start(folder.resolve("home"), "--oddboard.demo=false");
                Chromium chromium = new Chromium()) {
            program = started;
            api = new Api(program.url(), Program.TOKEN);
            String version = addVersion();
            String sweep = id(api.post("/sweeps", """
                    {"versions":["%s"],"detectors":["conv","fcn"],"seeds":[1,2],"parallelism":3,"tags":["line 3"],
                     "settings":{"epochs":2,"learningRate":{"from":0.0005,"to":0.02,"steps":3,"scale":"log"},
                     "batchSize":{"values":[10,40]}}}""".formatted(version)));
            page = chromium.signedIn(program);
            page.onPageError(faults::add);
            page.onConsoleMessage(m -> {
                if (m.type().equals("error")) {
                    faults.add(m.text());
                }
            });
            Await.until("the sweep", Duration.ofMinutes(3), () -> state(sweep).equals("FINISHED") ? true : null);
            brushes(sweep);
            lookAtAllPages(sweep, version);
            assertThat(faults).as("errors in the browser's console").isEmpty();
        }
    }

    private void brushes(String sweep) {
        page.navigate(program("/sweeps/" + sweep));
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
            {"/runs?tag=line+3", "runs-tagged"},
            {"/runs/" + run, "run-of-sweep"}
        };
        for (String[] one : pages) {
            Looks.everyWay(page, one[1], () -> {
                page.navigate(program(one[0]));
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

    private String program(String path) {
        try {
            return program.url() + path;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String state(String sweep) {
        try {
            return api.get("/sweeps/" + sweep).json().get("state").asString();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String id(Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isBetween(200, 202);
        return answer.json().get("id").asString();
    }

    private String addVersion() throws Exception {
        String dataset = id(api.post("/datasets", "{\"name\":\"Bottle caps\"}"));
        String train = upload(
                dataset, "train.npy", DrawnSet.npy("|u1", "(80, 32, 32, 3)", DrawnSet.pixels(new boolean[80], 32, 1)));
        String test = upload(dataset, "test.npy", DrawnSet.npy("|u1", "(60, 32, 32, 3)", DrawnSet.pixels(TEST, 32, 2)));
        String labels =
                upload(dataset, "labels.csv", Files.readAllBytes(DrawnSet.labels(folder.resolve("labels.csv"), TEST)));
        String version = id(api.post("/datasets/" + dataset + "/versions", """
                {"files":[{"upload":"%s","role":"train"},{"upload":"%s","role":"test"},{"upload":"%s","role":"labels"}]}
                """.formatted(train, test, labels)));
        Await.until("the import", Duration.ofMinutes(2), () -> ready(version) ? true : null);
        return version;
    }

    private boolean ready(String version) {
        try {
            JsonNode found = api.get("/versions/" + version).json();
            return found.get("state").asString().equals("READY");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private String upload(String dataset, String name, byte[] bytes) throws Exception {
        return id(api.upload("/datasets/" + dataset + "/uploads?filename=" + name, BodyPublishers.ofByteArray(bytes)));
    }
}
