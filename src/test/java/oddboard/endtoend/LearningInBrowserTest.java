package oddboard.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import oddboard.testing.Api;
import oddboard.testing.Await;
import oddboard.testing.Chromium;
import oddboard.testing.DrivesBrowser;
import oddboard.testing.Looks;
import oddboard.testing.Program;
import oddboard.testing.SharedProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole road in a real Chromium: train, register, threshold without anomalies, score a folder of new images, review 20,
 * make the next version, train again, promote. With photographs of apples where ODDBOARD_TEST_DATA names a folder that has
 * them, else with drawn images.
 */
@DrivesBrowser
class LearningInBrowserTest {
    private static final LocatorAssertions.IsVisibleOptions LONG =
            new LocatorAssertions.IsVisibleOptions().setTimeout(180_000);
    private static final LocatorAssertions.IsEnabledOptions SOON =
            new LocatorAssertions.IsEnabledOptions().setTimeout(60_000);
    private static final int REVIEWED = 20;

    @TempDir
    Path folder;

    private final List<String> faults = new ArrayList<>();
    private Program program;
    private Api api;
    private Page page;

    @Test
    void verdictsMakeTheNextVersionAndTheNextChampion() throws Exception {
        ReviewedSet set = ReviewedSet.find();
        program = SharedProgram.get();
        try (Chromium chromium = new Chromium()) {
            api = new Api(program.url(), Program.TOKEN);
            page = SharedProgram.signedIn(chromium);
            page.onPageError(faults::add);
            page.onConsoleMessage(m -> {
                if (m.type().equals("error")) {
                    faults.add(m.text());
                }
            });
            String dataset = id(api.post("/datasets", "{\"name\":\"Fruit line\"}"));
            String upload = id(api.upload(
                    "/datasets/" + dataset + "/uploads?filename=set.zip",
                    BodyPublishers.ofByteArray(ReviewedSet.zip(set.files()))));
            String version = id(api.post(
                    "/datasets/" + dataset + "/versions",
                    "{\"files\":[{\"upload\":\"" + upload + "\",\"role\":\"archive\"}],\"imageSize\":32}"));
            await("/versions/" + version, "READY");
            String run = id(api.post(
                    "/runs",
                    "{\"version\":\"" + version
                            + "\",\"detector\":\"conv\",\"settings\":{\"epochs\":3,\"calibrationShare\":0.25}}"));
            await("/runs/" + run, "SUCCEEDED");

            register(run, "fruit");
            keepThreshold(1);
            promote(1, "The first one");
            String scoring = score(set);
            review(scoring);
            String next = makeVersion(scoring);
            String again = trainAgain(scoring);
            register(again, null);
            keepThreshold(2);
            promote(2, "Knows the false alarms of the line");
            assertThat(page.getByText("Version 2 is champion now.")).isVisible();
            assertThat(api.get("/models/fruit")
                            .json()
                            .get("aliases")
                            .get("champion")
                            .asInt())
                    .isEqualTo(2);
            assertThat(api.get("/models/fruit/versions/2")
                            .json()
                            .get("source")
                            .get("version")
                            .asString())
                    .isEqualTo(next);
            Looks.everyWay(page, "model-reviewed", () -> page.navigate(address("/models/fruit")));
            assertThat(page.getByText("Reviewed alarms over time")).isVisible();
            assertThat(faults).as("errors in the browser's console").isEmpty();
        }
    }

    private void register(String run, String name) {
        page.setViewportSize(1440, 900);
        page.navigate(address("/runs/" + run));
        Looks.settle(page);
        page.getByText("Register model").click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        if (name != null) {
            dialog.getByLabel("Name", new Locator.GetByLabelOptions().setExact(true))
                    .fill(name);
        }
        dialog.getByText("Register", new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(page.locator("h1")).hasText("fruit");
    }

    private void keepThreshold(int number) {
        page.navigate(address("/models/fruit/thresholds?version=" + number));
        Looks.settle(page);
        assertThat(page.getByText("normal images it flags")).isVisible();
        page.getByText("Keep this threshold").click();
        assertThat(page.locator("table:has(th:text('Expected false alarms')) tbody tr"))
                .hasCount(1);
    }

    private void promote(int number, String reason) {
        page.navigate(address("/models/fruit"));
        Looks.settle(page);
        page.getByLabel("Promote version " + number).click();
        page.getByLabel("Why?").fill(reason);
        page.getByRole(AriaRole.DIALOG)
                .getByText("Promote", new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(page.getByText("Version " + number + " is champion now.")).isVisible();
    }

    private String score(ReviewedSet set) throws Exception {
        List<Path> files = new ArrayList<>();
        for (var file : set.fresh().entrySet()) {
            files.add(Files.write(folder.resolve(file.getKey()), file.getValue()));
        }
        page.navigate(address("/scorings/new?model=fruit@champion"));
        Looks.settle(page);
        page.locator("odd-upload input.files").setInputFiles(files.toArray(Path[]::new));
        assertThat(page.locator(".odd-actions .odd-note").filter(new Locator.FilterOptions().setHasText(".zip")))
                .isVisible(LONG);
        page.getByText("Start scoring").click();
        page.waitForURL(Pattern.compile(".*/scorings/\\d+.*"));
        String id = page.url().replaceAll(".*/", "").replaceAll("\\?.*", "");
        await("/scorings/" + id, "SUCCEEDED");
        assertThat(api.get("/scorings/" + id).json().get("counts").get("done").asInt())
                .isEqualTo(set.fresh().size());
        return id;
    }

    private void review(String scoring) throws Exception {
        page.navigate(address("/scorings/" + scoring + "/review?shown=all"));
        Looks.settle(page);
        for (int i = 0; i < REVIEWED; i++) {
            assertThat(page.getByText((i + 1) + " in this list")).isVisible();
            if (i == 3) {
                Looks.asItIs(page, "review");
            }
            String name = page.locator(".odd-verdict__name").textContent();
            if (name.contains("good")) {
                page.keyboard().press("n");
            } else {
                page.locator(".odd-verdict__type input")
                        .fill(name.replaceAll(".*/", "").replaceAll("-.*", ""));
                page.locator("h1").click();
                page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Anomalous"))
                        .click();
            }
        }
        assertThat(page.getByText((REVIEWED + 1) + " in this list")).isVisible();
        assertThat(api.get("/scorings/" + scoring)
                        .json()
                        .get("counts")
                        .get("verdicts")
                        .asInt())
                .isEqualTo(REVIEWED);
        assertThat(page.locator(".odd-verdict__nearest img")).hasCount(6);
        page.keyboard().press("ArrowLeft");
        assertThat(page.getByText(REVIEWED + " in this list")).isVisible();
        Looks.everyWay(
                page,
                "review-judged",
                () -> page.navigate(address("/scorings/" + scoring + "/review?shown=all&at=19")));
        page.setViewportSize(1440, 900);
    }

    private String makeVersion(String scoring) throws Exception {
        page.navigate(address("/scorings/" + scoring + "/review?shown=all"));
        Looks.settle(page);
        page.getByText("Make data version 2").click();
        assertThat(page.getByText("Train the champion's run again on it")).isVisible(LONG);
        Looks.asItIs(page, "review-version");
        String dataset = api.get("/scorings/" + scoring).json().get("dataset").asString();
        var versions = api.get("/datasets/" + dataset).json().get("versions");
        String next = versions.get(0).get("id").asString();
        var made = api.get("/versions/" + next).json();
        assertThat(made.get("number").asInt()).isEqualTo(2);
        assertThat(made.get("report").toString()).contains("From scoring " + scoring + " with fruit/1");
        int before = versions.get(1).get("trainCount").asInt()
                + versions.get(1).get("testCount").asInt();
        assertThat(made.get("trainCount").asInt() + made.get("testCount").asInt())
                .isEqualTo(before + REVIEWED);
        Looks.everyWay(page, "version-of-verdicts", () -> page.navigate(address("/datasets/" + dataset + "/versions")));
        page.setViewportSize(1440, 900);
        return next;
    }

    private String trainAgain(String scoring) throws Exception {
        page.navigate(address("/scorings/" + scoring + "/review?shown=all"));
        Looks.settle(page);
        page.getByText("Train the champion's run again on it").click();
        Locator start = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Start the run"));
        assertThat(start).isEnabled(SOON);
        Looks.asItIs(page, "train-again");
        start.click();
        page.waitForURL(Pattern.compile(".*/runs/\\d+.*"));
        String run = page.url().replaceAll(".*/runs/", "").replaceAll("[/?].*", "");
        await("/runs/" + run, "SUCCEEDED");
        assertThat(api.get("/runs/" + run).json().get("settings").get("epochs").asInt())
                .isEqualTo(3);
        return run;
    }

    private void await(String path, String state) {
        Await.until(path, Duration.ofMinutes(5), () -> {
            try {
                return api.get(path).json().get("state").asString().equals(state) ? true : null;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private String address(String path) {
        try {
            return program.url() + path;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String id(Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isBetween(200, 202);
        return answer.json().get("id").asString();
    }
}
