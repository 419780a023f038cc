package oddboard.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import oddboard.testing.Api;
import oddboard.testing.Axe;
import oddboard.testing.Chromium;
import oddboard.testing.DrivesBrowser;
import oddboard.testing.Program;
import oddboard.testing.SharedProgram;
import oddboard.testing.Styling;
import oddboard.testing.TabWalk;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every page under the rules of WCAG 2.1 AA, at desk and phone width, light and dark; and the keyboard alone as a way through. All
 * texts of users on these pages are markup, which stays text.
 */
@DrivesBrowser
class AccessibilityTest {
    @TempDir
    static Path folder;

    /** Addresses that pages asked this program for in vain. */
    private static final Set<String> MISSING = ConcurrentHashMap.newKeySet();

    /** What scripts in the texts of users would open. */
    private static final Queue<String> DIALOGS = new ConcurrentLinkedQueue<>();

    /** Elements of the markup in those texts. */
    private static final Queue<String> ELEMENTS = new ConcurrentLinkedQueue<>();

    private static final Queue<String> SHOWS_MARKUP = new ConcurrentLinkedQueue<>();

    private static final ExecutorService SECOND = Executors.newSingleThreadExecutor();
    private static Program program;
    private static Chromium chromium;
    private static Page admin;
    private static Map<String, String> ids;

    @BeforeAll
    static void startProgram() throws Exception {
        program = SharedProgram.get();
        Api api = new Api(program.url(), Program.TOKEN);
        SharedProgram.serverFolder("pages");
        Future<Map<String, String>> filled =
                SECOND.submit(() -> StoredMarkup.fill(api, folder, SharedProgram.SERVER_FOLDER + "/pages"));
        chromium = new Chromium();
        admin = prepared(SharedProgram.signedIn(chromium));
        ids = filled.get();
    }

    private static Page prepared(Page page) throws IOException {
        Axe.install(page);
        page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
        page.onDialog(dialog -> {
            DIALOGS.add(page.url() + ": " + dialog.message());
            dialog.dismiss();
        });
        page.onResponse(response -> {
            if (response.status() == 404 && !response.request().isNavigationRequest()) {
                MISSING.add(response.url());
            }
        });
        return page;
    }

    @AfterAll
    static void stopProgram() {
        SECOND.shutdownNow();
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void keepsTheRulesOnEveryPageAtBothWidthsInBothSchemesAndMarkupIsText() throws Exception {
        Pages.assertWhole();
        // Two browsers share the pages: one alone keeps one core busy, and the program hardly any.
        var rest = new ConcurrentLinkedQueue<>(Pages.ALL);
        String signedIn = admin.context().storageState();
        Future<List<String>> other = SECOND.submit(() -> {
            try (Chromium own = new Chromium()) {
                return findings(rest, prepared(own.again(signedIn)), prepared(own.person(1440, 900)));
            }
        });
        List<String> findings = new ArrayList<>(findings(rest, admin, prepared(chromium.person(1440, 900))));
        findings.addAll(other.get());
        assertThat(findings).isEmpty();
        assertThat(MISSING).as("images, styles and scripts that are not there").isEmpty();
        assertThat(ELEMENTS).as("texts of users that have become elements").isEmpty();
        assertThat(DIALOGS).as("scripts in texts of users that ran").isEmpty();
        assertThat(SHOWS_MARKUP).as("pages that show such a text").hasSizeGreaterThan(15);
    }

    /** Takes page after page until none is left. */
    private static List<String> findings(Queue<Pages.One> rest, Page signedIn, Page stranger) {
        List<String> findings = new ArrayList<>();
        for (Pages.One one = rest.poll(); one != null; one = rest.poll()) {
            Page page = one.forStrangers() ? stranger : signedIn;
            page.setViewportSize(1440, 900);
            open(page, one.address(ids));
            for (int width : new int[] {1440, 390}) {
                page.setViewportSize(width, width == 390 ? 844 : 900);
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
                settle(page);
                if ((Integer) page.evaluate("document.documentElement.scrollWidth") > width) {
                    findings.add("/" + one.route() + " is wider than " + width);
                }
                note(findings, one, width, ColorScheme.LIGHT, Axe.everyRule(page));
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
                note(findings, one, width, ColorScheme.DARK, Axe.contrast(page));
            }
            for (String element : StoredMarkup.elements(page)) {
                ELEMENTS.add(one.route() + ": " + element);
            }
            if (StoredMarkup.isShown(page)) {
                SHOWS_MARKUP.add(one.route());
            }
        }
        return findings;
    }

    @Test
    void findsAFaultWhereThereIsOne() throws Exception {
        admin.setViewportSize(1440, 900);
        open(admin, "account");
        admin.evaluate("""
                () => document.querySelector('.odd-page').insertAdjacentHTML('beforeend',
                    '<p style="color: #999; background: #fff">pale</p><button></button>')""");
        assertThat(Axe.everyRule(admin)).extracting(Axe.Finding::rule).contains("color-contrast", "button-name");
    }

    @Test
    void letsEveryControlOfTheBoardAndOfARunBeReachedByTab() throws Exception {
        admin.setViewportSize(1440, 900);
        for (String address : List.of("datasets/" + ids.get("dataset"), "runs/" + ids.get("run"))) {
            open(admin, address);
            TabWalk.Result walk = TabWalk.of(admin);
            assertThat(walk.controls()).as(address).hasSizeGreaterThan(15);
            assertThat(walk.missed()).as("not reached by Tab on " + address).isEmpty();
            assertThat(walk.unseen())
                    .as("without a visible focus on " + address)
                    .isEmpty();
        }
    }

    @Test
    void opensAndClosesDialogsAndWalksTheRankedGalleryByKeys() throws Exception {
        admin.setViewportSize(1440, 900);
        open(admin, "datasets/" + ids.get("dataset"));
        admin.getByRole(AriaRole.BUTTON, named("Add submission")).press("Enter");
        Locator close = admin.getByRole(AriaRole.BUTTON, named("Close"));
        close.waitFor();
        assertThat(Axe.everyRule(admin)).as("with the dialog of a submission").isEmpty();
        admin.keyboard().press("Escape");
        close.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));

        open(admin, "runs/" + ids.get("run") + "/images");
        Locator list = admin.locator("odd-ranked-grid").getByRole(AriaRole.LISTBOX);
        list.focus();
        admin.keyboard().press("Home");
        String first = list.getAttribute("aria-activedescendant");
        admin.keyboard().press("ArrowRight");
        assertThat(list.getAttribute("aria-activedescendant")).isNotEqualTo(first);
        admin.keyboard().press("Enter");
        Locator dialog = admin.getByRole(AriaRole.DIALOG);
        dialog.waitFor();
        assertThat(dialog.getByRole(AriaRole.HEADING).first().textContent()).contains("#2");
        assertThat(Axe.everyRule(admin)).as("with an image opened").isEmpty();
        admin.keyboard().press("Escape");
        dialog.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
        assertThat(list.evaluate("e => e.getRootNode().activeElement === e"))
                .as("the focus is back in the gallery")
                .isEqualTo(true);
    }

    @Test
    void looksTheSameWhateverPageCameBefore() {
        admin.setViewportSize(1440, 900);
        admin.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        List<String> addresses = List.of(
                "audit",
                "datasets/" + ids.get("dataset"),
                "queue",
                "runs/" + ids.get("run"),
                "account",
                "compare?runs=" + ids.get("run") + "," + ids.get("other"),
                "workers",
                "runs/" + ids.get("run") + "/images",
                "quotas",
                "datasets/" + ids.get("dataset") + "/versions",
                "sweeps/" + ids.get("sweep"),
                "notices",
                "runs",
                "");
        Map<String, Map<String, String>> alone = new LinkedHashMap<>();
        for (String address : addresses) {
            open(admin, address);
            alone.put(address, Styling.of(admin));
        }
        admin.evaluate("window.notReloaded = true");
        for (String address : addresses) {
            String title = admin.title();
            admin.evaluate("""
                    address => {
                      const link = Object.assign(document.createElement('a'), { href: address });
                      document.body.append(link);
                      link.click();
                      link.remove();
                    }""", address);
            admin.waitForFunction("title => document.title !== title", title);
            settle(admin);
            Map<String, String> after = Styling.of(admin);
            assertThat(after).as(address).hasSizeGreaterThan(30);
            alone.get(address).forEach((kind, style) -> {
                if (after.containsKey(kind)) {
                    assertThat(after.get(kind))
                            .as(kind + " on /" + address + " after other pages")
                            .isEqualTo(style);
                }
            });
        }
        assertThat(admin.evaluate("window.notReloaded")).isEqualTo(true);
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static void note(
            List<String> findings, Pages.One page, int width, ColorScheme scheme, List<Axe.Finding> found) {
        for (Axe.Finding one : found) {
            findings.add(
                    "/" + page.route() + " at " + width + ", " + scheme.name().toLowerCase(Locale.ROOT) + ": " + one);
        }
    }

    private static void open(Page page, String address) {
        try {
            page.navigate(program.url() + "/" + address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        settle(page);
    }

    private static void settle(Page page) {
        page.waitForFunction("""
                () => document.querySelector('.odd-page, .odd-door') && window.Vaadin?.Flow?.clients
                    && Object.values(window.Vaadin.Flow.clients).every(c => !c.isActive?.())
                    && [...document.images].filter(i => i.getBoundingClientRect().top < innerHeight).every(i => i.complete)""");
        page.evaluate("() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))");
    }
}
