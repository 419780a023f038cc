package oddboard.testing;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The system's Chromium, driven by Playwright; {@link #path} is empty where there is none. */
public final class Chromium implements AutoCloseable {
    private static final Path SCREENSHOTS = Path.of(System.getProperty("oddboard.screenshots", "target/screenshots"));
    private static final double LIMIT = 60_000;
    /** Started once a thread and JVM, which takes seconds: Playwright's objects belong to the thread that made them. */
    private static final ThreadLocal<Browser> STARTED = new ThreadLocal<>();

    private final Browser browser;
    private final List<BrowserContext> people = new ArrayList<>();

    public Chromium() {
        // As the page's own limit; the five seconds by default are few where other work takes the cores.
        PlaywrightAssertions.setDefaultAssertionTimeout(LIMIT);
        Browser started = STARTED.get();
        if (started == null || !started.isConnected()) {
            started = start();
            STARTED.set(started);
        }
        browser = started;
    }

    /** It ends with the JVM: its driver ends when nobody is at the other end of its pipe. */
    private static Browser start() {
        return Playwright.create()
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(path().orElseThrow(() ->
                                new AssertionError("There is no Chromium: set CHROMIUM_PATH or install it.")))
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    /** By CHROMIUM_PATH; where that is not set, in the usual places. */
    public static Optional<Path> path() {
        String given = System.getenv("CHROMIUM_PATH");
        if (given != null && !given.isEmpty()) {
            return Optional.of(Path.of(given)).filter(Files::isExecutable);
        }
        return Stream.of(
                        "/usr/bin/chromium",
                        "/usr/bin/chromium-browser",
                        "/usr/bin/google-chrome",
                        "/snap/bin/chromium",
                        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
                        "C:/Program Files/Google/Chrome/Application/chrome.exe")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** A browser of one person: no cookie shared with another. */
    public Page person(int width, int height) {
        return open(new Browser.NewContextOptions().setViewportSize(width, height));
    }

    /**
     * A browser of somebody who is signed in elsewhere.
     *
     * @param signedIn {@code BrowserContext.storageState()} from there
     */
    public Page again(String signedIn) {
        return open(new Browser.NewContextOptions().setViewportSize(1440, 900).setStorageState(signedIn));
    }

    private Page open(Browser.NewContextOptions options) {
        BrowserContext person = browser.newContext(options);
        people.add(person);
        Page page = person.newPage();
        page.setDefaultTimeout(LIMIT);
        return page;
    }

    /** The first administrator's browser, 1440 by 900, after the one-time password was replaced. */
    public Page signedIn(Program program) throws IOException {
        return signedIn(program, program.url());
    }

    /** As {@link #signedIn(Program)}, by another way to the program. */
    public Page signedIn(Program program, String url) {
        Page page = person(1440, 900);
        page.navigate(url);
        page.getByLabel("Name").fill("admin");
        page.locator("input[name=password]").fill(program.oneTimePassword());
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"))
                .click();
        page.getByLabel("Current password").waitFor();
        // What is typed while the form is still being built may be lost.
        Looks.settle(page);
        page.getByLabel("Current password").fill(program.oneTimePassword());
        page.getByLabel("New password", new Page.GetByLabelOptions().setExact(true))
                .fill("seven wide caps");
        page.getByLabel("New password again").fill("seven wide caps");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Change password"))
                .click();
        page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Data sets"))
                .waitFor();
        return page;
    }

    public static void screenshot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
    }

    /** Closes all that was opened by this one; the browser itself stays for the next test. */
    @Override
    public void close() {
        people.forEach(BrowserContext::close);
    }
}
