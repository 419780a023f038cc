package oddboard.endtoend;

import com.microsoft.playwright.Page;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import oddboard.testing.Chromium;
import oddboard.testing.PageClient;
import oddboard.testing.Program;
import oddboard.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the frame of every page costs: its first paint, its navigation, how much moves while it comes, and heap a session. */
class ShellBench {
    private static final int LOADS = 12;
    private static final int SESSIONS = 40;
    private static final String PASSWORD = "seven wide caps";
    /** Whichever element the shell is made of. */
    private static final String WATCH = """
            (() => {
              window.moved = 0;
              new PerformanceObserver(list => list.getEntries().forEach(entry => { window.moved += entry.value; }))
                  .observe({ type: 'layout-shift', buffered: true });
              const look = () => {
                const shown = [...document.querySelectorAll('nav a, vaadin-side-nav-item, vaadin-drawer-toggle')]
                    .map(link => link.getBoundingClientRect()).some(at => at.width && at.left >= 0 && at.top < innerHeight);
                if (shown) window.linkShown = performance.now();
                else requestAnimationFrame(look);
              };
              requestAnimationFrame(look);
            })();""";

    private static final String SEEN = """
            () => ({ paint: performance.getEntriesByName('first-contentful-paint')[0].startTime, navigation: window.linkShown,
                moved: window.moved, styles: performance.getEntriesByType('resource').filter(r => r.name.includes('.css')).length,
                bytes: performance.getEntriesByType('resource').reduce((all, r) => all + r.transferSize, 0) / 1000 })""";

    @TempDir
    Path home;

    private final StringBuilder table = new StringBuilder("| what | value |\n|---|---|\n");

    @Test
    void whatTheFrameCosts() throws Exception {
        DataSource database = TestDatabase.dataSource();
        try (Program program = Program.start(
                        home,
                        Program.measured("-Xmx1g"),
                        "--oddboard.demo=false",
                        "--oddboard.role=web",
                        "--spring.datasource.url=" + TestDatabase.url(database),
                        "--spring.datasource.username=postgres");
                Chromium chromium = new Chromium()) {
            Page page = chromium.signedIn(program);
            page.addInitScript(WATCH);
            for (int width : new int[] {1440, 390}) {
                page.setViewportSize(width, 844);
                List<Map<?, ?>> seen = new ArrayList<>();
                for (int i = 0; i < LOADS; i++) {
                    page.navigate("about:blank");
                    page.navigate(program.url() + "/queue");
                    page.waitForFunction(
                            "window.linkShown && performance.getEntriesByName('first-contentful-paint').length");
                    page.waitForTimeout(500);
                    seen.add((Map<?, ?>) page.evaluate(SEEN));
                }
                List<Map<?, ?>> later = seen.subList(1, LOADS);
                for (String what : List.of("paint", "navigation", "moved", "styles", "bytes")) {
                    double[] values = later.stream()
                            .mapToDouble(one -> ((Number) one.get(what)).doubleValue())
                            .sorted()
                            .toArray();
                    add(
                            width + " px, " + what + " (median, least, most)",
                            String.format(
                                    Locale.ROOT,
                                    "%.3f, %.3f, %.3f",
                                    values[values.length / 2],
                                    values[0],
                                    Arrays.stream(values).max().orElseThrow()));
                }
            }
            add(
                    "heap a session on the queue's page",
                    String.format(Locale.ROOT, "%.0f kB", 1_000 * megabytes(program)));
        } finally {
            Path file = Path.of("target", "bench", "shell.md");
            Files.createDirectories(file.getParent());
            Files.writeString(file, table);
            System.out.println(table);
        }
    }

    private static double megabytes(Program program) throws Exception {
        List<PageClient> people = new ArrayList<>();
        HttpClient http = HttpClient.newHttpClient();
        try {
            double before = 0;
            for (int i = -2; i < SESSIONS; i++) {
                if (i == 0) {
                    before = SessionsSet.liveHeapMegabytes(program.pid());
                }
                var person = new PageClient(http, program.url());
                person.signIn("admin", PASSWORD);
                person.open("queue");
                people.add(person);
            }
            return (SessionsSet.liveHeapMegabytes(program.pid()) - before) / SESSIONS;
        } finally {
            people.forEach(PageClient::close);
            // An orderly end would wait for the open sockets.
            http.shutdownNow();
        }
    }

    private void add(String what, String value) {
        table.append("| ").append(what).append(" | ").append(value).append(" |\n");
    }
}
