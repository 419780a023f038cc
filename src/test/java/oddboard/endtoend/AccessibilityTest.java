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
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
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
import oddboard.testing.Await;
import oddboard.testing.Axe;
import oddboard.testing.Chromium;
import oddboard.testing.DrawnSet;
import oddboard.testing.DrivesBrowser;
import oddboard.testing.Program;
import oddboard.testing.Styling;
import oddboard.testing.TabWalk;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every page under the rules of WCAG 2.1 AA, at desk and phone width, light and dark; and the keyboard alone as a way through. */
@DrivesBrowser
class AccessibilityTest {
    private static final boolean[] TEST = DrawnSet.everyNth(30, 3);
    private static final Duration LONG = Duration.ofMinutes(3);

    @TempDir
    static Path folder;

    /** Addresses that pages asked this program for in vain. */
    private static final Set<String> MISSING = ConcurrentHashMap.newKeySet();

    private static final ExecutorService SECOND = Executors.newSingleThreadExecutor();
    private static Program program;
    private static Chromium chromium;
    private static Page admin;
    private static Map<String, String> ids;

    @BeforeAll
    static void startProgram() throws Exception {
        program = Program.start(folder.resolve("home"), "--oddboard.demo=false", Pages.watched(folder));
        Api api = new Api(program.url(), Program.TOKEN);
        Future<Map<String, String>> filled = SECOND.submit(() -> fill(api));
        chromium = new Chromium();
        admin = prepared(chromium.signedIn(program));
        ids = filled.get();
    }

    private static Page prepared(Page page) throws IOException {
        Axe.install(page);
        page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
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
        if (program != null) {
            program.close();
        }
    }

    @Test
    void keepsTheRulesOnEveryPageAtBothWidthsInBothSchemes() throws Exception {
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
                note(findings, one, width, ColorScheme.LIGHT, Axe.everyRule(page));
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
                note(findings, one, width, ColorScheme.DARK, Axe.contrast(page));
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

    /** A drawn data set with one short run, and all that a team adds to it. */
    private static Map<String, String> fill(Api api) throws Exception {
        String dataset = created(api.post("/datasets", "{\"name\":\"Blobs\"}"));
        List<String> uploads = new ArrayList<>();
        for (Path file : List.of(
                DrawnSet.npy(folder.resolve("train.npy"), new boolean[40], 32, 1),
                DrawnSet.npy(folder.resolve("test.npy"), TEST, 32, 2),
                DrawnSet.labels(folder.resolve("labels.csv"), TEST))) {
            uploads.add(created(api.upload(
                    "/datasets/" + dataset + "/uploads?filename=" + file.getFileName(), BodyPublishers.ofFile(file))));
        }
        String version = created(api.post("/datasets/" + dataset + "/versions", """
                {"files":[{"upload":"%s","role":"train"},{"upload":"%s","role":"test"},{"upload":"%s","role":"labels"}]}
                """.formatted(uploads.toArray())));
        await(api, "/versions/" + version, "READY");
        String run = created(api.post("/runs", """
                {"version":"%s","detector":"conv","settings":{"epochs":2,"batchSize":16}}""".formatted(version)));
        await(api, "/runs/" + run, "SUCCEEDED");
        Map<String, String> filled = new HashMap<>(Pages.fill(api, version, run, """
                "detectors":["conv"],"settings":{"epochs":1,"batchSize":{"values":[8,16]}},"seeds":[1]"""));
        filled.put("dataset", dataset);
        return filled;
    }

    private static void await(Api api, String path, String state) {
        Await.until(
                path + " to be " + state,
                LONG,
                () -> api.get(path).json().get("state").asString().equals(state) ? true : null);
    }

    private static String created(Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isLessThan(300);
        return answer.json().get("id").asString();
    }
}
