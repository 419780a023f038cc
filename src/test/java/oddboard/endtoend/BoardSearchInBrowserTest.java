package oddboard.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import oddboard.testing.Api;
import oddboard.testing.Await;
import oddboard.testing.Chromium;
import oddboard.testing.DrawnSet;
import oddboard.testing.DrivesBrowser;
import oddboard.testing.Looks;
import oddboard.testing.Program;
import oddboard.testing.SharedProgram;
import org.junit.jupiter.api.Test;

/** Entries of a board found and ordered by words, and data sets found in the pickers of a sweep and of Compare. */
@DrivesBrowser
class BoardSearchInBrowserTest {
    private static final boolean[] TEST = DrawnSet.everyNth(12, 3);
    private static final List<String> NAMES = List.of("Falcon wide", "heron", "falcon small", "Crane", "egret");

    private static String upload(Api api, String set, String name, byte[] bytes) throws Exception {
        return api.upload("/datasets/" + set + "/uploads?filename=" + name, BodyPublishers.ofByteArray(bytes))
                .json()
                .get("id")
                .asString();
    }

    /** Of 8 training images and these test images. */
    static String version(Api api, String set, boolean[] anomalous) throws Exception {
        StringBuilder labels = new StringBuilder("ID,label\n");
        for (int i = 0; i < anomalous.length; i++) {
            labels.append(i).append(',').append(anomalous[i] ? 1 : 0).append('\n');
        }
        String train = upload(
                api, set, "train.npy", DrawnSet.npy("|u1", "(8, 32, 32, 3)", DrawnSet.pixels(new boolean[8], 32, 1)));
        String test = upload(
                api,
                set,
                "test.npy",
                DrawnSet.npy("|u1", "(" + anomalous.length + ", 32, 32, 3)", DrawnSet.pixels(anomalous, 32, 2)));
        String file = upload(api, set, "labels.csv", labels.toString().getBytes(StandardCharsets.UTF_8));
        String version = api.post(
                        "/datasets/" + set + "/versions",
                        "{\"files\":[{\"upload\":\"" + train + "\",\"role\":\"train\"},{\"upload\":\"" + test
                                + "\",\"role\":\"test\"},{\"upload\":\"" + file + "\",\"role\":\"labels\"}]}")
                .json()
                .get("id")
                .asString();
        return Await.until(
                "the import",
                Duration.ofMinutes(3),
                () -> api.get("/versions/" + version)
                                .json()
                                .get("state")
                                .asString()
                                .equals("READY")
                        ? version
                        : null);
    }

    private static Locator rows(Page page) {
        return page.locator(".odd-board tbody tr:not(.odd-table__line)");
    }

    @Test
    void findsEntriesAndDataSetsByWords() throws Exception {
        Program program = SharedProgram.get();
        Api api = new Api(program.url(), Program.TOKEN);
        String set = FolderInBrowserTest.create(api, "Birds on a wire");
        String version = version(api, set, TEST);
        for (int n = 0; n < NAMES.size(); n++) {
            StringBuilder csv = new StringBuilder("ID,score\n");
            for (int i = 0; i < TEST.length; i++) {
                csv.append(i).append(',').append(TEST[i] ? 5 - n : i % 5).append('\n');
            }
            assertThat(api.upload(
                                    "/versions/" + version + "/submissions?name="
                                            + NAMES.get(n).replace(" ", "%20"),
                                    BodyPublishers.ofString(csv.toString()))
                            .status())
                    .isEqualTo(201);
        }
        String compare = program.url() + "/compare";
        String board = program.url() + "/datasets/" + set;
        try (Chromium chromium = new Chromium()) {
            Page page = SharedProgram.signedIn(chromium);
            page.navigate(board);
            assertThat(rows(page)).hasCount(NAMES.size());
            Locator search = page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Search the board"));
            search.focus();
            page.keyboard().type("FALCON");
            assertThat(rows(page)).hasCount(2);
            assertThat(page).hasURL(Pattern.compile(".*search=FALCON.*"));
            page.reload();
            assertThat(rows(page)).hasCount(2);
            assertThat(search).hasValue("FALCON");
            search.fill("no such bird");
            assertThat(page.getByText("No entry fits")).isVisible();
            page.navigate(board + "?sort=name");
            assertThat(rows(page).first()).containsText("Crane");
            Looks.everyWay(page, "board-search", () -> page.navigate(board + "?search=falcon&sort=name"));
            assertThat(rows(page)).hasCount(2);
            page.navigate(board);
            assertThat(rows(page)).hasCount(NAMES.size());
            assertThat((Integer) page.evaluate("document.querySelector('.odd-board__bar').clientHeight"))
                    .as("the bar has one line at 1440 pixels")
                    .isLessThan(50);
            page.setViewportSize(720, 450);
            Looks.settle(page);
            assertThat((Integer) page.evaluate("""
                    [...document.querySelectorAll('.odd-board tbody tr')].filter(row => row.getBoundingClientRect().bottom
                        <= document.querySelector('.odd-nav').getBoundingClientRect().top).length"""))
                    .as("whole rows at 200 % zoom")
                    .isGreaterThan(1);
            page.setViewportSize(1440, 900);

            page.navigate(program.url() + "/sweeps/new");
            Locator versions =
                    page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Data set versions"));
            versions.click();
            versions.fill("birds wire v1");
            Locator offered = page.locator("vaadin-multi-select-combo-box-item:visible")
                    .filter(new Locator.FilterOptions().setHasText("Birds on a wire v1"));
            assertThat(offered).hasCount(1);
            offered.click();
            assertThat(page).hasURL(Pattern.compile(".*version=" + version + ".*"));
            page.reload();
            assertThat(page.locator("vaadin-multi-select-combo-box-chip[title='Birds on a wire v1']"))
                    .hasCount(1);

            page.navigate(compare);
            Locator boards = page.getByRole(
                    AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Open the leaderboard of a data set"));
            boards.fill("birds");
            page.locator("vaadin-combo-box-item:visible")
                    .filter(new Locator.FilterOptions().setHasText("Birds on a wire"))
                    .click();
            assertThat(page).hasURL(Pattern.compile(".*/datasets/" + set + "(\\?.*)?$"));
            Looks.everyWay(page, "compare-nothing", () -> page.navigate(compare));
        }
    }
}
