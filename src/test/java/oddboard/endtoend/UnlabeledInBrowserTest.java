package oddboard.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
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
import oddboard.testing.SharedProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A competition in a real Chromium: unlabeled test images are ranked, their scores taken, and some labeled afterwards. */
@DrivesBrowser
class UnlabeledInBrowserTest {
    private static final int COUNT = 60;
    private static final boolean[] TEST = DrawnSet.everyNth(COUNT, 3);
    private static final double LONG = 120_000;

    @TempDir
    Path folder;

    private final List<String> faults = new ArrayList<>();
    private String url = "";
    private Api api;
    private Page page;

    @Test
    void ranksUnlabeledImagesAndEvaluatesOnceSomeAreLabeled() throws Exception {
        try (Chromium chromium = new Chromium()) {
            url = SharedProgram.get().url();
            api = new Api(url, Program.TOKEN);
            page = SharedProgram.signedIn(chromium);
            page.onPageError(faults::add);
            page.onResponse(answer -> {
                if (answer.status() >= 400) {
                    faults.add(answer.status() + " " + answer.url());
                }
            });
            importsWithoutLabels();
            String set = page.url().replaceAll(".*/datasets/|/.*|\\?.*", "");
            String version = api.get("/datasets/" + set)
                    .json()
                    .get("versions")
                    .get(0)
                    .get("id")
                    .asString();
            String first = run(version, 1);
            String second = run(version, 2);
            looksAtPagesWithoutLabels(set, first, second);
            labelsSome(set);
            looksAtPagesWithSomeLabels(set, first);
            assertThat(faults).as("answers that a page did not get").isEmpty();
        }
    }

    private Locator named(AriaRole role, String name) {
        return page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private void importsWithoutLabels() throws Exception {
        page.navigate(url + "/datasets/new");
        page.getByLabel("Name").fill("Contest");
        named(AriaRole.BUTTON, "Next: images").click();
        page.locator("odd-upload input.files").setInputFiles(new Path[] {
            DrawnSet.npy(folder.resolve("trainingset.npy"), new boolean[120], 32, 1),
            DrawnSet.npy(folder.resolve("testingset.npy"), TEST, 32, 2)
        });
        assertThat(named(AriaRole.BUTTON, "Import")).isEnabled();
        assertThat(page.getByText("Without a label file the test images are unlabeled; labels can be added later."))
                .isVisible();
        assertThat(page.getByText("none of them labeled")).isVisible();
        Chromium.screenshot(page, "unlabeled-upload");
        named(AriaRole.BUTTON, "Import").click();
        assertThat(page.getByText("Ready", new Page.GetByTextOptions().setExact(true))
                        .first())
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(LONG));
    }

    private String run(String version, int seed) throws Exception {
        String id = api.post(
                        "/runs",
                        "{\"version\":\"" + version + "\",\"detector\":\"conv\",\"seed\":" + seed
                                + ",\"settings\":{\"epochs\":4}}")
                .json()
                .get("id")
                .asString();
        Await.until("run " + id, Duration.ofMinutes(3), () -> state(id).equals("SUCCEEDED") ? true : null);
        return id;
    }

    private String state(String run) {
        try {
            return api.get("/runs/" + run).json().get("state").asString();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void look(String path, String name) {
        Looks.everyWay(page, "unlabeled-" + name, () -> page.navigate(url + path));
    }

    private void looksAtPagesWithoutLabels(String set, String first, String second) throws Exception {
        look("/", "data-sets");
        assertThat(page.getByText("60 test images, unlabeled")).isVisible();
        look("/datasets/" + set + "/versions", "versions");
        look("/datasets/" + set, "board");
        assertThat(page.getByText("No AUC yet")).isVisible();
        assertThat(page.locator("odd-chart:visible")).hasCount(0);
        assertThat(named(AriaRole.COLUMNHEADER, "Rank")).hasCount(0);
        assertThat(named(AriaRole.COLUMNHEADER, "AUC")).hasCount(0);
        assertThat(named(AriaRole.LINK, "Ranked images")).hasCount(2);
        var csv = page.waitForDownload(
                () -> named(AriaRole.LINK, "Scores CSV").first().click());
        List<String> lines = Files.readAllLines(csv.path());
        assertThat(lines).hasSize(1 + COUNT).first().isEqualTo("ID,score");
        look("/compare?runs=" + first + "," + second, "compare");
        look("/runs/" + first, "run");
        assertThat(page.getByText("no AUC: no test image has a label")).isVisible();
        look("/runs/" + first + "/results", "results");
        assertThat(page.getByText("No AUC yet")).isVisible();
        assertThat(page.getByText("False alarms")).hasCount(0);
        look("/runs/" + first + "/images", "ranked");
        assertThat(page.locator("odd-ranked-grid .tile.there").first()).isVisible();
        assertThat(page.locator(".odd-ranked__threshold")).isHidden();
        assertThat(page.locator(".odd-ranked__bar .odd-chip:visible")).hasCount(1);
        page.locator("odd-ranked-grid .tile.there").first().dblclick();
        assertThat(page.locator("dialog.odd-viewer")).isVisible();
        Looks.settle(page);
        Chromium.screenshot(page, "unlabeled-viewer");
        look("/datasets/" + set + "/images?split=test", "images");
        assertThat(page.getByText("Unlabeled").first()).isVisible();
    }

    private void labelsSome(String set) throws Exception {
        var csv = new StringBuilder("ID,label\n");
        for (int i = 0; i < COUNT; i += 2) {
            csv.append(i).append(',').append(TEST[i] ? 1 : 0).append('\n');
        }
        Path file = Files.writeString(folder.resolve("some.csv"), csv);
        page.setViewportSize(1440, 900);
        page.navigate(url + "/datasets/" + set + "/images?split=test");
        named(AriaRole.BUTTON, "Labels from a CSV").first().click();
        page.locator("vaadin-upload input[type=file]").setInputFiles(file);
        assertThat(page.getByText("30 labels differ from label set 1.")).isVisible();
        Looks.settle(page);
        Chromium.screenshot(page, "unlabeled-draft");
        named(AriaRole.BUTTON, "Save as label set 2").click();
        assertThat(page.getByText("every run is evaluated with it").first()).isVisible();
    }

    private void looksAtPagesWithSomeLabels(String set, String first) {
        look("/datasets/" + set, "some-board");
        assertThat(page.getByText("Metrics rest on 30 labeled test images of 60."))
                .isVisible();
        assertThat(page.locator("odd-chart:visible")).hasCount(1);
        assertThat(page.locator(".odd-board__table .odd-ci").first()).isVisible();
        look("/runs/" + first + "/results", "some-results");
        look("/runs/" + first + "/images", "some-ranked");
        assertThat(page.locator(".odd-ranked__threshold")).isVisible();
        assertThat(page.locator(".odd-ranked__bar .odd-chip:visible")).hasCount(6);
        look("/datasets/" + set + "/images?split=test&label=unlabeled", "some-images");
        assertThat(named(AriaRole.LINK, "Unlabeled 30")).isVisible();
    }
}
