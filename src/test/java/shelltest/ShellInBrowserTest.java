package shelltest;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import oddboard.testing.Chromium;
import oddboard.testing.DrivesBrowser;
import oddboard.testing.QuickPassword;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The door, the frame and the charts as a person meets them, under the policy that the server sends. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DrivesBrowser
class ShellInBrowserTest {
    private static final String FIRST = "one time and no more";
    private static final String OWN = "four little words here";

    private static ShellApp app;
    private static Chromium chromium;
    private static Page page;
    private static final List<String> complaints = new ArrayList<>();

    @BeforeAll
    static void start() {
        app = ShellApp.start();
        JdbcClient.create(app.database())
                .sql("update account set password_hash = :hash")
                .param("hash", QuickPassword.hash(FIRST))
                .update();
        PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
        chromium = new Chromium();
        page = chromium.person(1280, 800);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
        if (app != null) {
            app.close();
        }
    }

    @Test
    @Order(1)
    void leadsFromTheDoorOverAnOwnPasswordToThePageAskedFor() {
        page.navigate(app.url() + "/runs/7");
        page.waitForURL("**/login");
        PlaywrightAssertions.assertThat(page.locator("input[name=username]")).isFocused();
        Chromium.screenshot(page, "sign-in");
        signIn("wrong");
        page.waitForURL("**/login?error");
        PlaywrightAssertions.assertThat(page.getByText("The name or the password is not right"))
                .isVisible();
        signIn(FIRST);
        page.waitForURL("**/account/password?**");
        page.navigate(app.url() + "/");
        page.waitForURL("**/account/password?**");
        page.navigate(app.url() + "/runs/7");
        page.waitForURL("**/account/password?**");
        Locator fields = page.locator("vaadin-password-field input");
        fields.nth(0).fill(FIRST);
        fields.nth(1).fill(OWN);
        fields.nth(2).fill(OWN);
        page.getByText("Change password").click();
        page.waitForURL("**/runs/7");
        PlaywrightAssertions.assertThat(page.locator("h1")).hasText("Run 7");
    }

    @Test
    @Order(2)
    void marksTheEntryOfASubPageAndGoesOnWithoutAReload() {
        PlaywrightAssertions.assertThat(page.locator(".odd-nav a[aria-current]"))
                .hasText("Runs");
        PlaywrightAssertions.assertThat(page.locator(".odd-tabs a[aria-current]"))
                .hasText("Overview");
        page.evaluate("window.notReloaded = true");
        page.locator(".odd-nav").getByText("Data sets").click();
        PlaywrightAssertions.assertThat(page.locator("h1")).hasText("Charts");
        PlaywrightAssertions.assertThat(page.locator(".odd-nav a[aria-current]"))
                .hasText("Data sets");
        assertThat(page.evaluate("window.notReloaded")).isEqualTo(true);
    }

    @Test
    @Order(3)
    void drawsChartsAndTakesNewPointsInPlace() {
        PlaywrightAssertions.assertThat(page.locator("odd-chart canvas")).hasCount(2);
        PlaywrightAssertions.assertThat(words()).hasText("loss: 3 points, now 0.3333, lowest 0.3333.");
        page.evaluate("window.firstCanvas = document.querySelector('odd-chart').shadowRoot.querySelector('canvas')");
        page.locator("#more").click();
        PlaywrightAssertions.assertThat(words()).hasText("loss: 4 points, now 0.25, lowest 0.25.");
        assertThat(page.evaluate("window.firstCanvas.isConnected")).isEqualTo(true);
    }

    @Test
    @Order(4)
    void savesEveryPointAsCsvAndNoFormula() throws IOException {
        assertThat(save(0, "Save as CSV"))
                .isEqualTo(
                        "series,epoch,loss\r\nloss,1,1\r\nloss,2,0.5\r\nloss,3,0.3333333333333333\r\nloss,4,0.25\r\n");
        assertThat(save(1, "Save as CSV")).contains("'" + ChartPage.EVIL + ",0,0.9\r\n");
        assertThat(save(1, "Save as SVG")).startsWith("<svg").contains("false positive rate");
        assertThat(save(1, "Save as PNG")).contains("PNG");
    }

    @Test
    @Order(5)
    void downloadsFromTheApiByTheSession() throws IOException {
        Download download =
                page.waitForDownload(() -> page.getByText("Download").click());
        assertThat(download.suggestedFilename()).isEqualTo("thing.csv");
        assertThat(Files.readString(download.path())).isEqualTo("a,b\r\n");
    }

    @Test
    @Order(6)
    void showsNamesAsTextEverywhere() {
        PlaywrightAssertions.assertThat(page.locator("odd-chart")
                        .nth(1)
                        .locator(".legend button")
                        .first())
                .hasText(ChartPage.EVIL);
        Locator plot = page.locator("odd-chart").nth(1).locator(".plot");
        plot.hover();
        PlaywrightAssertions.assertThat(plot).containsText(ChartPage.EVIL);
        assertThat(page.title()).isNotEqualTo("evil");
    }

    @Test
    @Order(7)
    void remembersTheThemeAndPaintsChartsAnew() {
        String light = chartColor();
        page.locator(".odd-user__button").click();
        page.locator("vaadin-menu-bar-item:has-text('Theme')").click();
        page.locator("vaadin-menu-bar-item:has-text('Dark')").click();
        page.waitForFunction("document.documentElement.style.colorScheme === 'dark'");
        assertThat(chartColor()).isNotEqualTo(light);
        page.reload();
        PlaywrightAssertions.assertThat(page.locator("odd-chart canvas")).hasCount(2);
        assertThat(page.evaluate("document.documentElement.style.colorScheme")).isEqualTo("dark");
    }

    @Test
    @Order(8)
    void fitsAPhone() {
        page.setViewportSize(390, 844);
        for (String path : List.of("/", "/runs", "/account")) {
            page.navigate(app.url() + path);
            page.locator("h1").waitFor();
            assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                    .as(path)
                    .isEqualTo(true);
            PlaywrightAssertions.assertThat(page.locator(".odd-nav a").first()).isInViewport();
            Chromium.screenshot(page, "phone" + path.replace('/', '-'));
        }
        page.setViewportSize(1280, 800);
    }

    @Test
    @Order(9)
    void showsTheFrameBeforeItsScriptsRunAndTheirImportsAreThere() {
        Document served = Jsoup.parse(page.request().get(app.url() + "/").text());
        assertThat(served.select("body > .odd-first").text()).isEqualTo("Oddboard");
        List<String> imports = served.select("link[rel=modulepreload]").eachAttr("href");
        assertThat(imports)
                .anyMatch(name -> name.contains("generated-flow-imports"))
                .allSatisfy(name -> assertThat(
                                page.request().get(app.url() + "/" + name).status())
                        .isEqualTo(200));
        page.navigate(app.url() + "/");
        page.locator("h1").waitFor();
        PlaywrightAssertions.assertThat(page.locator(".odd-first")).hasCount(0);
        Page stranger = chromium.person(390, 844);
        assertThat(stranger.request().get(app.url() + "/login").text()).doesNotContain("odd-first");
        stranger.context().close();
    }

    @Test
    @Order(10)
    void sawNoBrokenRuleOfThePolicyNorAnotherError() {
        assertThat(complaints).isEmpty();
    }

    @Test
    @Order(11)
    void signsOut() {
        page.locator(".odd-user__button").click();
        page.getByRole(
                        AriaRole.MENUITEM,
                        new Page.GetByRoleOptions().setName("Sign out").setExact(true))
                .click();
        page.waitForURL("**/login");
        page.navigate(app.url() + "/runs");
        page.waitForURL("**/login");
    }

    private static void signIn(String password) {
        page.fill("input[name=username]", "admin");
        page.fill("input[name=password]", password);
        page.keyboard().press("Enter");
    }

    private static Locator words() {
        return page.locator("odd-chart").first().locator("#words");
    }

    private static String chartColor() {
        return (String) page.evaluate("document.querySelector('odd-chart').color('--odd-surface')");
    }

    private static String save(int chart, String entry) throws IOException {
        Locator one = page.locator("odd-chart").nth(chart);
        one.locator(".more").click();
        Download download = page.waitForDownload(() -> one.getByText(entry).click());
        return new String(Files.readAllBytes(download.path()), StandardCharsets.UTF_8);
    }
}
