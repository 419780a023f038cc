package oddboard.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import oddboard.testing.Api;
import oddboard.testing.Await;
import oddboard.testing.Axe;
import oddboard.testing.Chromium;
import oddboard.testing.DrawnSet;
import oddboard.testing.DrivesBrowser;
import oddboard.testing.Looks;
import oddboard.testing.Program;
import oddboard.testing.SharedProgram;
import org.junit.jupiter.api.Test;

/** One sweep over three data sets: its ties, the means over seeds on a board, and the detectors across the data sets. */
@DrivesBrowser
class AcrossInBrowserTest {
    @Test
    void comparesDetectorsAcrossDataSets() throws Exception {
        Program program = SharedProgram.get();
        Api api = new Api(program.url(), Program.TOKEN);
        List<String> sets = new ArrayList<>();
        List<String> versions = new ArrayList<>();
        for (int n = 0; n < 3; n++) {
            sets.add(FolderInBrowserTest.create(api, "Across " + "abc".charAt(n)));
            versions.add(BoardSearchInBrowserTest.version(api, sets.get(n), DrawnSet.everyNth(24 + n, 3)));
        }
        String sweep = api.post("/sweeps", """
                        {"versions":["%s"],"detectors":["conv","fcn","vae"],"seeds":[1,2],"parallelism":3,
                         "settings":{"epochs":1,"batchSize":4}}""".formatted(String.join("\",\"", versions)))
                .json()
                .get("id")
                .asString();
        Await.until(
                "the sweep",
                Duration.ofMinutes(4),
                () -> api.get("/sweeps/" + sweep).json().get("state").asString().equals("FINISHED") ? true : null);
        String across = program.url() + "/across?detectors=conv,fcn,vae";
        String means = program.url() + "/datasets/" + sets.getFirst() + "?show=seeds";
        String results = program.url() + "/sweeps/" + sweep;
        try (Chromium chromium = new Chromium()) {
            Page page = SharedProgram.signedIn(chromium);
            Axe.install(page);
            page.navigate(across);
            assertThat(page.locator(".odd-rank-diagram svg")).isVisible();
            assertThat(page.getByText("can be significant.")).isVisible();
            for (int n = 0; n < 3; n++) {
                assertThat(page.getByRole(
                                AriaRole.LINK, new Page.GetByRoleOptions().setName("Across " + "abc".charAt(n))))
                        .isVisible();
            }
            Looks.everyWay(page, "across", () -> page.navigate(across));
            assertThat(Axe.everyRule(page)).isEmpty();
            page.getByRole(AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName("vae"))
                    .click();
            assertThat(page).hasURL(Pattern.compile(".*detectors=conv.*fcn$"));
            assertThat(page.locator(".odd-rank-diagram svg"))
                    .hasAttribute("aria-label", Pattern.compile("Mean ranks: \\w+ [12]\\.\\d\\d, \\w+ [12]\\.\\d\\d"));
            Looks.everyWay(page, "board-seeds", () -> page.navigate(means));
            Looks.everyWay(page, "sweep-ties", () -> page.navigate(results));
            assertThat(page.locator(".odd-sweep-ties")).containsText("(95 %, DeLong, by the mean over seeds).");
        }
    }
}
