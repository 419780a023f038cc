package oddboard.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Random;
import oddboard.testing.Api;
import oddboard.testing.Chromium;
import oddboard.testing.DrawnSet;
import oddboard.testing.DrivesBrowser;
import oddboard.testing.Looks;
import oddboard.testing.Program;
import oddboard.testing.SharedProgram;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A board says which entries are tied, with which, and what differences its test images can show. */
@DrivesBrowser
class TiesInBrowserTest {
    private static final boolean[] TEST = DrawnSet.everyNth(120, 3);
    private static final double[] APART = {3.4, 2.1, 2.0, 1.9, 1.0, 0.9, 0.1};

    private static void submit(Api api, String version, int n) throws Exception {
        var random = new Random(n);
        var csv = new StringBuilder("ID,score\n");
        for (int i = 0; i < TEST.length; i++) {
            csv.append(i)
                    .append(',')
                    .append(random.nextGaussian() + (TEST[i] ? APART[n] : 0))
                    .append('\n');
        }
        assertThat(api.upload(
                                "/versions/" + version + "/submissions?name=Detector%20" + (char) ('A' + n),
                                BodyPublishers.ofString(csv.toString()))
                        .status())
                .isEqualTo(201);
    }

    private static int place(JsonNode board, String id) {
        return board.valueStream()
                .filter(e -> e.get("id").asString().equals(id))
                .findFirst()
                .orElseThrow()
                .get("rank")
                .asInt();
    }

    @Test
    void saysWhichEntriesAreTiedAndWhatTheTestImagesCanShow() throws Exception {
        Program program = SharedProgram.get();
        Api api = new Api(program.url(), Program.TOKEN);
        String set = FolderInBrowserTest.create(api, "Ties of all kinds");
        String version = BoardSearchInBrowserTest.version(api, set, TEST);
        for (int n = 0; n < APART.length; n++) {
            submit(api, version, n);
        }
        JsonNode board = api.get("/versions/" + version + "/leaderboard").json().get("items");
        JsonNode resolution =
                api.get("/versions/" + version + "/leaderboard/resolution").json();
        assertThat(resolution.get("normal").asInt()
                        + resolution.get("anomalous").asInt())
                .isEqualTo(TEST.length);
        assertThat(resolution.get("pairs").asInt()).isEqualTo(APART.length * (APART.length - 1) / 2);
        try (Chromium chromium = new Chromium()) {
            String address = program.url() + "/datasets/" + set;
            Page page = SharedProgram.signedIn(chromium);
            page.navigate(address);
            assertThat(page.getByText(resolution.get("sentence").asString())).isVisible();
            Locator ranks = page.locator(".odd-board tbody tr td:nth-child(2)");
            Locator names = page.locator(".odd-board tbody tr td:nth-child(3)");
            assertThat(ranks).hasCount(APART.length);
            int tied = 0;
            for (int i = 0; i < APART.length; i++) {
                JsonNode entry = board.get(i);
                String rank = entry.get("rank").asString();
                JsonNode leader = entry.get("tiedWith");
                String id = entry.get("id").asString();
                boolean leads = board.valueStream()
                        .anyMatch(e -> e.get("tiedWith").asString("").equals(id));
                assertThat(ranks.nth(i)).hasText(rank);
                assertThat(names.nth(i))
                        .containsText(
                                !leader.isNull()
                                        ? "tied with rank " + place(board, leader.asString())
                                        : leads ? "tied" : entry.get("name").asString());
                assertThat(names.nth(i).locator(".odd-tie")).hasCount(leads || !leader.isNull() ? 1 : 0);
                assertThat(ranks.nth(i).locator(".odd-medal")).hasCount(i < 3 && leader.isNull() && !leads ? 1 : 0);
                tied += leader.isNull() ? 0 : 1;
            }
            assertThat(tied).as("the case is one with ties of several places").isBetween(2, APART.length - 2);
            Looks.everyWay(page, "board-ties", () -> page.navigate(address));
        }
    }
}
