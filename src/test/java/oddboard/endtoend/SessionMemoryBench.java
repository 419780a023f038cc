package oddboard.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * What a session costs the server on the pages of many rows and images, and how long tiles in view stay blank while a
 * hundred thousand images are scrolled. {@code oddboard.bench.sessions} (20) says how many sessions a page.
 */
class SessionMemoryBench {
    private static final int SESSIONS = Integer.getInteger("oddboard.bench.sessions", 20);
    private static final double MAX_MEGABYTES = 5;
    private static final double MAX_BLANK_MILLIS = 300;
    private static final String PASSWORD = "seven wide caps";

    /** Looks at each tile in view at each frame, until it is stopped; times in ms. */
    private static final String WATCH = """
            selector => {
              const root = document.querySelector(selector).shadowRoot;
              const scroller = root.querySelector('.scroller');
              const blank = new Map();
              const seen = window.seen = { longest: 0, slowest: 0, frames: 0, places: new Set(), on: true };
              let before = performance.now();
              const frame = now => {
                seen.frames++;
                seen.slowest = Math.max(seen.slowest, now - before);
                before = now;
                const present = new Set();
                for (const tile of root.querySelectorAll('.tile')) {
                  const y = tile.top - scroller.scrollTop;
                  if (tile.place < 0 || y + tile.clientHeight <= 0 || y >= scroller.clientHeight) continue;
                  seen.places.add(tile.place);
                  if (tile.classList.contains('there')) continue;
                  present.add(tile.place);
                  if (!blank.has(tile.place)) blank.set(tile.place, now);
                  seen.longest = Math.max(seen.longest, now - blank.get(tile.place));
                }
                for (const place of blank.keys()) if (!present.has(place)) blank.delete(place);
                if (seen.on) requestAnimationFrame(frame);
              };
              requestAnimationFrame(frame);
            }""";

    private static final String SEEN = """
            () => { seen.on = false; return { longest: seen.longest, slowest: seen.slowest, frames: seen.frames, tiles: seen.places.size }; }""";
    private static final String PAINTED = """
            selector => { const tiles = [...document.querySelector(selector)?.shadowRoot.querySelectorAll('.tile') ?? []];
                          return tiles.length && tiles.every(t => t.place < 0 || t.classList.contains('there')); }""";
    /** Share 0..1 of the way down, as the scroll bar's thumb is put there. */
    private static final String PUT = """
            ([selector, share]) => { const s = document.querySelector(selector).shadowRoot.querySelector('.scroller');
                                     s.scrollTop = share * (s.scrollHeight - s.clientHeight); }""";

    @TempDir
    Path home;

    private final StringBuilder table = new StringBuilder("| what | value |\n|---|---|\n");

    @Test
    void sessionsAreSmallAndTilesAreNotBlankForLong() throws Exception {
        DataSource database = TestDatabase.dataSource();
        var single = new SingleConnectionDataSource(database.getConnection(), true);
        BigSet.Seeded set;
        try {
            set = BigSet.seed(JdbcClient.create(single), 3 * SESSIONS + 3, PASSWORD);
        } finally {
            single.destroy();
        }
        String board = "datasets/" + set.board();
        String gallery = "datasets/" + set.images() + "/images";
        String ranked = "runs/" + set.run() + "/images";
        double most;
        double blank;
        try (Program program = Program.start(
                home,
                Program.measured("-Xmx1536m"),
                "--oddboard.demo=false",
                "--oddboard.role=web",
                "--spring.datasource.url=" + TestDatabase.url(database),
                "--spring.datasource.username=postgres")) {
            most = Math.max(
                    megabytes(program, "the board of 5,000 entries", board, 0),
                    Math.max(
                            megabytes(program, "the gallery of 100,000 images", gallery, SESSIONS + 1),
                            megabytes(program, "a run's 100,000 ranked images", ranked, 2 * (SESSIONS + 1))));
            try (Chromium chromium = new Chromium()) {
                Page page = signedIn(chromium, program, 3 * SESSIONS + 3);
                blank = Math.max(
                        scrolled(page, program.url() + "/" + gallery, "odd-gallery", "gallery"),
                        scrolled(page, program.url() + "/" + ranked, "odd-ranked-grid", "ranked images"));
            }
        } finally {
            Path file = Path.of("target", "bench", "session-memory.md");
            Files.createDirectories(file.getParent());
            Files.writeString(file, table);
            System.out.println(table);
        }
        assertThat(most).as("MB a session").isLessThanOrEqualTo(MAX_MEGABYTES);
        assertThat(blank).as("ms that a tile in view is blank").isLessThanOrEqualTo(MAX_BLANK_MILLIS);
    }

    /** Heap a session, each of a person and page of its own; one more comes before, so that what all share is not counted. */
    private double megabytes(Program program, String what, String page, int person) throws Exception {
        List<PageClient> people = new ArrayList<>();
        try (HttpClient http = HttpClient.newHttpClient()) {
            try {
                people.add(open(http, program, person, page));
                double before = SessionsSet.liveHeapMegabytes(program.pid());
                for (int i = 1; i <= SESSIONS; i++) {
                    people.add(open(http, program, person + i, page));
                }
                double each = (SessionsSet.liveHeapMegabytes(program.pid()) - before) / SESSIONS;
                add(
                        "heap a session on " + what + " (" + SESSIONS + " sessions, " + Math.round(before)
                                + " MB before)",
                        String.format(Locale.ROOT, "%.2f MB", each));
                return each;
            } finally {
                people.forEach(PageClient::close);
            }
        }
    }

    private static PageClient open(HttpClient http, Program program, int number, String page) throws Exception {
        PageClient person = new PageClient(http, program.url());
        person.signIn("person" + number, PASSWORD);
        person.open(page);
        return person;
    }

    private static Page signedIn(Chromium chromium, Program program, int number) throws Exception {
        Page page = chromium.person(1440, 900);
        page.navigate(program.url() + "/login");
        page.getByLabel("Name").fill("person" + number);
        page.locator("input[name=password]").fill(PASSWORD);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"))
                .click();
        page.waitForURL(address -> !address.contains("login"));
        return page;
    }

    private double scrolled(Page page, String address, String grid, String what) {
        long start = System.nanoTime();
        page.navigate(address);
        page.waitForFunction(PAINTED, grid);
        add(
                what + ": first visit, until each tile has its picture",
                String.format(Locale.ROOT, "%.2f s", (System.nanoTime() - start) / 1e9));
        // The server copies its packed images beside it on the first visit.
        page.waitForTimeout(5_000);
        page.navigate("about:blank");
        start = System.nanoTime();
        page.navigate(address);
        page.waitForFunction(PAINTED, grid);
        add(
                what + ": later visit, until each tile has its picture",
                String.format(Locale.ROOT, "%.2f s", (System.nanoTime() - start) / 1e9));
        var box = page.locator(grid).boundingBox();
        page.mouse().move(box.x + box.width / 2, box.y + box.height / 2);
        double wheel = watched(page, grid, what + ", wheel, 1,500 px/s", () -> {
            long end = System.nanoTime() + 7_000_000_000L;
            while (System.nanoTime() < end) {
                page.mouse().wheel(0, 120);
                page.waitForTimeout(80);
            }
        });
        double jumps = watched(page, grid, what + ", thumb put to 15 places", () -> {
            for (int j = 1; j <= 15; j++) {
                page.evaluate(PUT, List.of(grid, j * 0.618034 % 1));
                page.waitForTimeout(600);
            }
        });
        double drag = watched(page, grid, what + ", thumb dragged from end to end in 5 s", () -> {
            for (int j = 0; j <= 100; j++) {
                page.evaluate(PUT, List.of(grid, j / 100.0));
                page.waitForTimeout(50);
            }
            page.waitForTimeout(600);
        });
        return Math.max(wheel, Math.max(jumps, drag));
    }

    private double watched(Page page, String grid, String what, Runnable hand) {
        page.evaluate(WATCH, grid);
        hand.run();
        page.waitForFunction(PAINTED, grid);
        var seen = (Map<?, ?>) page.evaluate(SEEN);
        double longest = number(seen, "longest");
        add(
                what + ": longest time a tile in view was blank",
                String.format(
                        Locale.ROOT,
                        "%.0f ms (%.0f tiles, longest frame %.0f ms)",
                        longest,
                        number(seen, "tiles"),
                        number(seen, "slowest")));
        return longest;
    }

    private static double number(Map<?, ?> seen, String key) {
        return ((Number) seen.get(key)).doubleValue();
    }

    private void add(String what, String value) {
        table.append("| ").append(what).append(" | ").append(value).append(" |\n");
    }
}
