package oddboard.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
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

/** From a run to the champion and its successor, in a real Chromium. */
@DrivesBrowser
class ModelsInBrowserTest {
    private static final boolean[] TEST = DrawnSet.everyNth(60, 3);

    @TempDir
    Path folder;

    private final List<String> faults = new ArrayList<>();
    private Program program;
    private Api api;
    private Page page;

    @Test
    void aRunBecomesTheChampionAndTheNextOneFollowsIt() throws Exception {
        try (Program started = Program.start(folder.resolve("home"), "--oddboard.demo=false");
                Chromium chromium = new Chromium()) {
            program = started;
            api = new Api(program.url(), Program.TOKEN);
            page = chromium.signedIn(program);
            page.onPageError(faults::add);
            page.onConsoleMessage(m -> {
                if (m.type().equals("error")) {
                    faults.add(m.text());
                }
            });
            Looks.everyWay(page, "models-empty", () -> page.navigate(address("/models")));
            assertThat(page.getByText("No models yet")).isVisible();

            String version = addVersion();
            String first = run(version, "{\"epochs\":1,\"calibrationShare\":0.25}");
            String second = run(version, "{\"epochs\":12,\"calibrationShare\":0.25}");

            register(first, "bottle-caps");
            Looks.everyWay(page, "model-new", () -> page.navigate(address("/models/bottle-caps")));
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
            assertThat(faults).as("errors in the browser's console").isEmpty();
        }
    }

    /** @param name of a new model; null = the next version of the one there is */
    private void register(String run, String name) {
        page.setViewportSize(1440, 900);
        page.navigate(address("/runs/" + run));
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
        page.navigate(address("/models/bottle-caps/thresholds?version=" + version));
        Looks.settle(page);
        assertThat(page.getByText("normal images it flags")).isVisible();
        page.getByText("Keep this threshold").click();
        assertThat(page.locator("table:has(th:text('Expected false alarms')) tbody tr"))
                .hasCount(1);
    }

    private void openPromotion(int version) {
        page.navigate(address("/models/bottle-caps"));
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
            Looks.everyWay(page, one[1], () -> page.navigate(address(one[0])));
        }
        Looks.everyWay(page, "model-promotion", () -> openPromotion(1));
    }

    private String address(String path) {
        try {
            return program.url() + path;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String run(String version, String settings) throws Exception {
        String id = id(api.post(
                "/runs", "{\"version\":\"" + version + "\",\"detector\":\"conv\",\"settings\":" + settings + "}"));
        Await.until("the run", Duration.ofMinutes(3), () -> state("/runs/" + id).equals("SUCCEEDED") ? true : null);
        return id;
    }

    private String state(String path) {
        try {
            return api.get(path).json().get("state").asString();
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
        Await.until(
                "the import",
                Duration.ofMinutes(2),
                () -> state("/versions/" + version).equals("READY") ? true : null);
        return version;
    }

    private String upload(String dataset, String name, byte[] bytes) throws Exception {
        return id(api.upload("/datasets/" + dataset + "/uploads?filename=" + name, BodyPublishers.ofByteArray(bytes)));
    }
}
