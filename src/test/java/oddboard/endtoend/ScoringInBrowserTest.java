package oddboard.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import oddboard.image.Images;
import oddboard.testing.Api;
import oddboard.testing.DrawnSet;
import oddboard.testing.DrivesBrowser;
import oddboard.testing.Looks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** New images scored with a registered model, in a real Chromium. */
@DrivesBrowser
class ScoringInBrowserTest {
    @TempDir
    Path folder;

    private DrivenProgram program;
    private Api api;
    private Page page;

    @Test
    void oneImageIsTriedAndManyAreScoredAndReviewed() throws Exception {
        try (DrivenProgram started = new DrivenProgram(folder)) {
            program = started;
            api = program.api;
            page = program.page;
            String run = program.run(program.addVersion("Scored caps"), "{\"epochs\":3,\"calibrationShare\":0.25}");
            assertThat(api.post("/models", "{\"name\":\"scored-caps\",\"run\":\"" + run + "\"}")
                            .status())
                    .isEqualTo(201);
            assertThat(api.post(
                                    "/models/scored-caps/thresholds",
                                    "{\"version\":1,\"method\":\"quantile\",\"parameters\":{\"q\":0.9}}")
                            .status())
                    .isEqualTo(201);
            List<Path> images = images();

            page.navigate(program.address("/scorings/new?model=scored-caps/1"));
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
            program.await("/scorings/" + scoring, "SUCCEEDED");
            var counts = api.get("/scorings/" + scoring).json().get("counts");
            assertThat(counts.get("done").asInt()).isEqualTo(30);
            Looks.everyWay(page, "scoring", () -> page.navigate(program.address("/scorings/" + scoring)));
            Looks.everyWay(page, "scorings", () -> page.navigate(program.address("/scorings")));
            Looks.everyWay(page, "model-with-scoring", () -> page.navigate(program.address("/models/scored-caps")));
            program.assertNoFaults();
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
}
