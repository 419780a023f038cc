package oddboard.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import oddboard.scoring.ScoringFixture;
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

/** A folder is watched from the form to its drift, in a real Chromium. */
@DrivesBrowser
class InboxInBrowserTest {
    private static final boolean[] TEST = DrawnSet.everyNth(30, 3);
    private static final int SIZE = 32;
    private static final LocatorAssertions.IsVisibleOptions LONG =
            new LocatorAssertions.IsVisibleOptions().setTimeout(120_000);

    @TempDir
    Path folder;

    private final List<String> faults = new ArrayList<>();
    private Api api;
    private Path line;

    @Test
    void aFolderIsWatchedAndItsImagesScored() throws Exception {
        Program program = SharedProgram.get();
        line = SharedProgram.serverFolder("line3");
        try (Chromium chromium = new Chromium()) {
            String base = program.url();
            api = new Api(base, Program.TOKEN);
            Page page = SharedProgram.signedIn(chromium);
            page.onPageError(faults::add);
            train();
            Looks.everyWay(page, "inboxes-form", () -> page.navigate(base + "/inboxes"));
            page.getByLabel("Name").fill("Watched line");
            page.locator("vaadin-combo-box input").fill("watched/line3");
            page.locator("vaadin-combo-box input").press("Enter");
            page.locator("vaadin-select")
                    .filter(new Locator.FilterOptions().setHasText("Reviewers of each image"))
                    .click();
            page.locator("vaadin-select-item")
                    .filter(new Locator.FilterOptions().setHasText("2"))
                    .click();
            page.getByText("Watch this folder", new Page.GetByTextOptions().setExact(true))
                    .last()
                    .click();
            page.waitForURL("**/inboxes/*");
            assertThat(page.getByText("Nothing was scored yet")).isVisible(LONG);
            String inbox = page.url().replaceAll(".*/", "");
            for (int wave = 0; wave < 3; wave++) {
                images(wave);
                int ended = wave + 1;
                Await.until("the scoring", Duration.ofMinutes(2), () -> {
                    api.post("/inboxes/" + inbox + "/look", "");
                    var items =
                            api.get("/inboxes/" + inbox + "/scorings").json().get("items");
                    return items.size() >= ended
                                    && items.get(0).get("state").asString().equals("SUCCEEDED")
                            ? true
                            : null;
                });
            }
            assertThat(api.get("/inboxes/" + inbox + "/drift").json().get("items"))
                    .hasSize(3);
            Looks.everyWay(page, "inbox", () -> page.navigate(base + "/inboxes/" + inbox));
            assertThat(page.getByText("Where champion and challenger")).hasCount(0);
            Looks.everyWay(page, "inboxes", () -> page.navigate(base + "/inboxes"));
            String scoring = api.get("/inboxes/" + inbox + "/scorings")
                    .json()
                    .get("items")
                    .get(0)
                    .get("scoring")
                    .asString();
            Looks.everyWay(page, "scoring-drift", () -> page.navigate(base + "/scorings/" + scoring));
            assertThat(page.getByText("Stability index").first()).isVisible();
            twoReview(page, base, scoring);
            page.navigate(base + "/inboxes/" + inbox);
            Looks.settle(page);
            page.getByText("Ask one reviewer").click();
            assertThat(page.getByText("Ask two reviewers")).isVisible();
            assertThat(api.get("/inboxes/" + inbox).json().get("reviewers").asInt())
                    .isEqualTo(1);
            page.locator("vaadin-button")
                    .filter(new Locator.FilterOptions().setHasText("Pause"))
                    .click();
            assertThat(page.locator("vaadin-button").filter(new Locator.FilterOptions().setHasText("Resume")))
                    .isVisible();
            assertThat(api.get("/notices").json().toString()).contains("Inbox Watched line");
            assertThat(faults).isEmpty();
        }
    }

    /** The inbox asked for two; one of them has said something. */
    private void twoReview(Page page, String base, String scoring) throws Exception {
        assertThat(api.get("/scorings/" + scoring + "/reviewers")
                        .json()
                        .get("reviewers")
                        .asInt())
                .isEqualTo(2);
        page.navigate(base + "/scorings/" + scoring + "/review?shown=all");
        Looks.settle(page);
        page.keyboard().press("n");
        assertThat(page.getByText("two reviewers: 1 waits for the second, 0 disputed"))
                .isVisible();
        Looks.everyWay(page, "review-of-two", () -> page.navigate(base + "/scorings/" + scoring + "/review?shown=all"));
        page.setViewportSize(1440, 900);
    }

    /** All at once, for the inbox may be looked into at any moment. */
    private void images(int wave) throws Exception {
        Path written = Files.createDirectories(folder.resolve("wave-" + wave));
        byte[] pixels = DrawnSet.pixels(new boolean[110], SIZE, 20 + wave);
        for (int i = 0; i < 110; i++) {
            Path file = written.resolve("%d-%03d.png".formatted(wave, i));
            if (wave == 2) {
                for (int at = i * SIZE * SIZE * 3; at < (i + 1) * SIZE * SIZE * 3; at++) {
                    pixels[at] = (byte) ((pixels[at] & 255) / 2 + 110);
                }
            }
            Files.write(file, ScoringFixture.png(pixels, i, SIZE));
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
        }
        Files.move(written, line.resolve("wave-" + wave));
    }

    private static String created(Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isLessThan(300);
        return answer.json().get("id").asString();
    }

    private void train() throws Exception {
        String dataset = created(api.post("/datasets", "{\"name\":\"Caps of line 3\"}"));
        String uploads = "/datasets/" + dataset + "/uploads?filename=";
        String train = created(api.upload(
                uploads + "trainingset.npy", DrawnSet.npy(folder.resolve("train.npy"), new boolean[200], SIZE, 1)));
        String test = created(
                api.upload(uploads + "testingset.npy", DrawnSet.npy(folder.resolve("test.npy"), TEST, SIZE, 2)));
        String version = created(api.post(
                "/datasets/" + dataset + "/versions",
                "{\"files\":[{\"upload\":\"%s\",\"role\":\"train\"},{\"upload\":\"%s\",\"role\":\"test\"}]}"
                        .formatted(train, test)));
        await("/versions/" + version, "READY");
        String run = created(api.post(
                "/runs",
                "{\"version\":\"" + version + "\",\"detector\":\"patches\",\"settings\":{\"calibrationShare\":0.5}}"));
        await("/runs/" + run, "SUCCEEDED");
        assertThat(api.post("/models", "{\"name\":\"line3-caps\",\"run\":\"" + run + "\"}")
                        .status())
                .isEqualTo(201);
        assertThat(api.post(
                                "/models/line3-caps/thresholds",
                                "{\"version\":1,\"method\":\"quantile\",\"parameters\":{\"q\":0.9}}")
                        .status())
                .isEqualTo(201);
        assertThat(api.put("/models/line3-caps/aliases/champion", "{\"version\":1}")
                        .status())
                .isEqualTo(200);
    }

    private void await(String path, String state) {
        Await.until(
                path,
                Duration.ofMinutes(3),
                () -> api.get(path).json().get("state").asString().equals(state) ? true : null);
    }
}
