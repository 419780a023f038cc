package oddboard.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.regex.Pattern;
import oddboard.testing.Api;
import oddboard.testing.Axe;
import oddboard.testing.Chromium;
import oddboard.testing.DrivesBrowser;
import oddboard.testing.Looks;
import oddboard.testing.Program;
import oddboard.testing.SharedProgram;
import org.junit.jupiter.api.Test;

/** How somebody finds a data set among many: by words, filters and pages in the address, by a star, and from any page. */
@DrivesBrowser
class FindingInBrowserTest {
    private static final int SETS = 30;

    @Test
    void findsAmongMany() throws Exception {
        Program program = SharedProgram.get();
        Api api = new Api(program.url(), Program.TOKEN);
        for (int i = 1; i <= SETS; i++) {
            Api.Answer made =
                    api.post("/datasets", "{\"name\":\"Quartz plate %d\",\"tags\":[\"crystal\"]}".formatted(i));
            assertThat(made.status()).isEqualTo(201);
        }
        String url = program.url();
        try (Chromium chromium = new Chromium()) {
            Page page = SharedProgram.signedIn(chromium);
            Axe.install(page);
            pagesAndGoesBack(page, url);
            stars(page, url);
            selects(page, url);
            searchesFromAnyPage(page, url);
            Looks.everyWay(page, "finding-cards", () -> page.navigate(url + "/?search=quartz"));
            Looks.everyWay(page, "finding-list", () -> page.navigate(url + "/?search=quartz&view=list"));
            Looks.everyWay(page, "finding-runs", () -> page.navigate(url + "/runs"));
            Looks.everyWay(page, "finding-projects", () -> page.navigate(url + "/projects"));
        }
    }

    private static Locator cards(Page page) {
        return page.locator(".odd-dataset-card:visible");
    }

    private static void pagesAndGoesBack(Page page, String url) {
        page.navigate(url + "/?search=quartz+plate");
        assertThat(cards(page)).hasCount(24);
        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("Next").setExact(true))
                .click();
        assertThat(page).hasURL(Pattern.compile(".*page=2.*"));
        assertThat(cards(page)).hasCount(SETS - 24);
        page.goBack();
        assertThat(cards(page)).hasCount(24);
        page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Search data sets"))
                .fill("plate 17");
        assertThat(cards(page)).hasCount(1);
        assertThat(page).hasURL(Pattern.compile(".*search=plate(\\+|%20)17.*"));
        page.reload();
        assertThat(cards(page)).hasCount(1);
        assertThat(page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Search data sets")))
                .hasValue("plate 17");
    }

    private static void stars(Page page, String url) {
        page.navigate(url + "/?search=quartz+plate+11");
        Locator star =
                page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Favorite: Quartz plate 11"));
        star.click();
        assertThat(star).hasAttribute("aria-pressed", "true");
        Locator favorites = page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Favorites"));
        favorites.click();
        assertThat(page).hasURL(Pattern.compile(".*show=favorites.*"));
        // The address changes before the list does.
        assertThat(favorites).hasAttribute("aria-current", Pattern.compile("true|page"));
        assertThat(cards(page)).hasCount(1);
        // Other tests of this program begin without favorites.
        star.click();
        assertThat(cards(page)).hasCount(0);
    }

    /** The whole card is a link; the box in it is none. */
    private static void selects(Page page, String url) throws Exception {
        page.navigate(url + "/?search=quartz+plate+2&sort=name");
        for (int plate : new int[] {21, 22}) {
            Locator box = page.getByRole(
                    AriaRole.CHECKBOX,
                    new Page.GetByRoleOptions()
                            .setName("Select Quartz plate " + plate)
                            .setExact(true));
            box.click();
            assertThat(box).hasAttribute("aria-checked", "true");
        }
        assertThat(page.getByText("2 data sets selected")).isVisible();
        assertThat(Axe.everyRule(page)).isEmpty();
        Looks.asItIs(page, "selected-cards");
        click(page, "Show as list");
        assertThat(page.getByRole(
                        AriaRole.CHECKBOX,
                        new Page.GetByRoleOptions()
                                .setName("Select Quartz plate 22")
                                .setExact(true)))
                .hasAttribute("aria-checked", "true");
        Looks.asItIs(page, "selected-list");
        click(page, "Archive");
        assertThat(page.getByText("2 data sets archived.")).isVisible();
        page.navigate(url + "/?search=quartz+plate+2&show=archived&view=cards");
        assertThat(cards(page)).hasCount(2);
        page.getByRole(AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName("Select Quartz plate 21"))
                .click();
        click(page, "Select all shown");
        page.locator(".odd-selected").getByText("Restore").click();
        assertThat(page.getByText("No data set fits")).isVisible();
        page.navigate(url);
        click(page, "Show as cards");
    }

    private static void click(Page page, String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    private static void searchesFromAnyPage(Page page, String url) throws Exception {
        page.navigate(url + "/queue");
        Looks.settle(page);
        Locator field =
                page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Search data sets, runs"));
        for (String keys : List.of("/", "Control+k")) {
            page.keyboard().press(keys);
            assertThat(field).isFocused();
            page.keyboard().press("Escape");
            assertThat(field).isHidden();
            page.waitForFunction("() => document.activeElement === document.body");
        }
        page.keyboard().press("/");
        assertThat(field).hasValue("");
        field.fill("quartz plate 2");
        Locator options = page.getByRole(AriaRole.OPTION);
        assertThat(options).hasCount(6);
        assertThat(options.first().locator(".odd-search__name")).hasText("Quartz plate 2");
        assertThat(Axe.everyRule(page)).isEmpty();
        for (int width : new int[] {1440, 390}) {
            page.setViewportSize(width, 844);
            Chromium.screenshot(page, "finding-search-" + width);
        }
        page.setViewportSize(1440, 900);
        page.keyboard().press("ArrowDown");
        page.keyboard().press("ArrowDown");
        assertThat(options.nth(1)).hasAttribute("aria-selected", "true");
        String name = options.nth(1).locator(".odd-search__name").textContent();
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).hasText(name);
        assertThat(field).isHidden();
        page.keyboard().press("/");
        field.fill("no such thing anywhere");
        assertThat(page.getByText("Nothing found for")).isVisible();
        page.keyboard().press("Escape");
    }
}
