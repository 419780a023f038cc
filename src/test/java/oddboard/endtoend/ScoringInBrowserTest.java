package oddboard.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import oddboard.image.Images;
import oddboard.testing.Api;
import oddboard.testing.Await;
import oddboard.testing.Chromium;
import oddboard.testing.DrawnSet;
import oddboard.testing.DrivesBrowser;
import oddboard.testing.Looks;
import oddboard.testing.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** New images scored with a registered model, in a real Chromium. */
@DrivesBrowser
class ScoringInBrowserTest {
    private static final boolean[] TEST = DrawnSet.everyNth(60, 3);

    @TempDir
    Path folder;

    private final List<String> faults = new ArrayList<>();
    private Program program;
    private Api api;
    private Page page;

    @Test
    void oneImageIsTriedAndManyAreScoredAndReviewed() throws Exception {
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
            Looks.everyWay(page, "scorings-empty", () -> page.navigate(address("/scorings")));

            String run = run(addVersion(), "{\"epochs\":3,\"calibrationShare\":0.25}");
            assertThat(api.post("/models", "{\"name\":\"caps\",\"run\":\"" + run + "\"}")
                            .status())
                    .isEqualTo(201);
            assertThat(api.post(
                                    "/models/caps/thresholds",
                                    "{\"version\":1,\"method\":\"quantile\",\"parameters\":{\"q\":0.9}}")
                            .status())
                    .isEqualTo(201);
            List<Path> images = images();

            page.navigate(address("/scorings/new?model=caps/1"));
            Looks.settle(page);
            page.locator("odd-try-image input[type=file]").setInputFiles(images.getFirst());
            assertThat(page.locator("odd-try-image img").last()).isVisible(LONG);
            Looks.asItIs(page, "scoring-try");

            page.locator("odd-upload input.files").setInputFiles(images.toArray(Path[]::new));
            assertThat(page.locator(".odd-actions .odd-note").filter(new Locator.FilterOptions().setHasText(".zip")))
                    .isVisible(LONG);
            page.getByText("Start scoring").click();
            page.waitForURL("**/scorings/*");
            assertThat(page.getByText("30", new Page.GetByTextOptions().setExact(false))
                            .first())
                    .isVisible(LONG);
            String scoring = page.url().replaceAll(".*/", "").replaceAll("\\?.*", "");
            Await.until(
                    "the scoring",
                    Duration.ofMinutes(2),
                    () -> state("/scorings/" + scoring).equals("SUCCEEDED") ? true : null);
            var counts = api.get("/scorings/" + scoring).json().get("counts");
            assertThat(counts.get("done").asInt()).isEqualTo(30);
            Looks.everyWay(page, "scoring", () -> page.navigate(address("/scorings/" + scoring)));
            Looks.everyWay(page, "scorings", () -> page.navigate(address("/scorings")));
            Looks.everyWay(page, "model-with-scoring", () -> page.navigate(address("/models/caps")));
            assertThat(faults).as("errors in the browser's console").isEmpty();
        }
    }

    private static final LocatorAssertions.IsVisibleOptions LONG =
            new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);

    private List<Path> images() throws Exception {
        byte[] pixels = DrawnSet.pixels(DrawnSet.everyNth(30, 5), 32, 9);
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            var image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
            for (int p = 0; p < 32 * 32; p++) {
                int at = 3 * (i * 32 * 32 + p);
                image.setRGB(
                        p % 32, p / 32, (pixels[at] & 255) << 16 | (pixels[at + 1] & 255) << 8 | pixels[at + 2] & 255);
            }
            files.add(Files.write(folder.resolve("new-%02d.png".formatted(i)), Images.png(image)));
        }
        return files;
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
