package oddboard.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import oddboard.comment.Comments;
import oddboard.dataset.Dataset;
import oddboard.label.LabelSet;
import oddboard.run.ui.RunPageTest;
import oddboard.testing.Axe;
import oddboard.testing.Chromium;
import oddboard.testing.DrivesBrowser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/** Reports as files of their own, opened without a network, and on paper. */
@DrivesBrowser
class ReportInBrowserTest extends RunPageTest {
    private static final String LONG = "a name that somebody made very long, with every setting in it, "
            .repeat(3)
            .strip();

    @Autowired
    private RunReports reports;

    @Autowired
    private BoardReports boards;

    @Autowired
    private Comments comments;

    @TempDir
    private Path folder;

    @Test
    void showsEverythingWithoutANetwork() throws Exception {
        Dataset dataset = readyDataset(48, 31);
        var run = succeeded(dataset, LONG);
        succeeded(dataset, "second");
        long said = comments.add(
                        "runs/" + run.id(),
                        "We take it: [reason](https://example.org/)\n\n| a | b |\n|---|---|\n| 1 | 2 |",
                        users.require())
                .comment()
                .id();
        look(
                "report-run",
                reports.html(run.id(), new ReportRequest(LabelSet.NEWEST, null, said, List.of(said)), users.require()));
        look(
                "report-board",
                boards.html(
                        run.version(),
                        List.of(),
                        new ReportRequest(LabelSet.NEWEST, null, null, List.of()),
                        users.require()));
    }

    private void look(String name, String html) throws Exception {
        Path file = Files.writeString(folder.resolve(name + ".html"), html, StandardCharsets.UTF_8);
        try (Chromium chromium = new Chromium()) {
            Page page = chromium.person(1440, 900);
            Axe.install(page);
            page.context().setOffline(true);
            List<String> requests = new ArrayList<>();
            List<String> complaints = new ArrayList<>();
            page.onRequest(request -> requests.add(request.url()));
            page.onConsoleMessage(message -> complaints.add(message.text()));
            page.navigate(file.toUri().toString());
            assertThat(requests)
                    .filteredOn(url -> !url.startsWith("data:"))
                    .containsExactly(file.toUri().toString());
            assertThat(page.evaluate("[...document.images].filter(i => !i.complete || !i.naturalWidth).length"))
                    .as("pictures that are not shown")
                    .isEqualTo(0);
            assertThat(page.evaluate("getComputedStyle(document.querySelector('main')).maxWidth"))
                    .as("its style is used")
                    .isEqualTo("1080px");
            assertThat(Axe.everyRule(page)).isEmpty();
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
            assertThat(page.evaluate("getComputedStyle(document.body).backgroundColor"))
                    .isEqualTo("rgb(255, 255, 255)");
            for (int width : new int[] {1440, 390}) {
                page.setViewportSize(width, 900);
                assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                        .isLessThanOrEqualTo(width);
                Chromium.screenshot(page, name + "-" + width);
            }
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            // The width of an A4 page between its margins.
            page.setViewportSize(688, 900);
            assertThat((Integer) page.evaluate("Math.max(...[...document.querySelectorAll('table, figure')]"
                            + ".map(e => Math.ceil(e.getBoundingClientRect().right)))"))
                    .as("nothing is cut on paper")
                    .isLessThanOrEqualTo(688);
            page.pdf(new Page.PdfOptions()
                    .setPath(Path.of("target/screenshots", name + ".pdf"))
                    .setPreferCSSPageSize(true));
            assertThat(complaints).isEmpty();
        }
    }
}
