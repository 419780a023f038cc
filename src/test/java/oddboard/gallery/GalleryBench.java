package oddboard.gallery;

import com.microsoft.playwright.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How a gallery of 100,000 images behaves: first paint, blank places while it scrolls, and what a session costs. */
class GalleryBench extends GalleryProgram {
    private static final int TRAIN = 90_000;
    private static final int TEST = 10_000;
    private static final int SESSIONS = 8;

    /** Follows every tile in view, frame by frame, while {@code move} changes the scroll; times in ms. */
    private static final String WATCH = """
            async ([speed, seconds]) => {
              const root = document.querySelector('odd-gallery').shadowRoot;
              const scroller = root.querySelector('.scroller');
              const blank = new Map();
              let longest = 0, frames = 0, slowest = 0, empty = 0, allBlank = 0, before = performance.now();
              const start = before;
              const end = scroller.scrollHeight - scroller.clientHeight;
              const pace = speed || end / seconds;
              scroller.scrollTop = 0;
              await new Promise(done => {
                const frame = now => {
                  frames++;
                  slowest = Math.max(slowest, now - before);
                  const top = scroller.scrollTop, height = scroller.clientHeight;
                  let shown = 0, there = 0;
                  for (const tile of root.querySelectorAll('.tile')) {
                    const y = tile.top - top;
                    if (tile.place < 0 || y + 150 < 0 || y > height) continue;
                    shown++;
                    if (tile.classList.contains('there')) { there++; blank.delete(tile.place); continue; }
                    if (!blank.has(tile.place)) blank.set(tile.place, now);
                    longest = Math.max(longest, now - blank.get(tile.place));
                  }
                  const present = new Set([...root.querySelectorAll('.tile')].map(t => t.place));
                  for (const place of blank.keys()) if (!present.has(place)) blank.delete(place);
                  allBlank = shown && there < shown / 2 ? allBlank + now - before : 0;
                  empty = Math.max(empty, allBlank);
                  before = now;
                  // Moved after the look: the gallery fills a frame when it learns of the scroll.
                  scroller.scrollTop = Math.min(end, (now - start) / 1000 * pace);
                  if (now - start > seconds * 1000) done(); else requestAnimationFrame(frame);
                };
                requestAnimationFrame(frame);
              });
              const stopped = performance.now();
              await new Promise(done => {
                const frame = () => [...root.querySelectorAll('.tile')].every(t => t.place < 0 || t.classList.contains('there'))
                  ? done() : requestAnimationFrame(frame);
                frame();
              });
              return { longest, slowest, empty, after: performance.now() - stopped, fps: frames / seconds };
            }""";

    /** Jumps to places all over the gallery; how long until nothing in view is blank. */
    private static final String JUMP = """
            async jumps => {
              const gallery = document.querySelector('odd-gallery');
              const root = gallery.shadowRoot;
              const times = [];
              for (let j = 0; j < jumps; j++) {
                const start = performance.now();
                gallery.show(Math.floor(100000 * ((j * 0.618034) % 1)));
                await new Promise(done => {
                  const frame = () => [...root.querySelectorAll('.tile')].every(t => t.place < 0 || t.classList.contains('there')) ? done() : requestAnimationFrame(frame);
                  requestAnimationFrame(frame);
                });
                times.push(performance.now() - start);
              }
              times.sort((a, b) => a - b);
              return { median: times[Math.floor(jumps / 2)], p95: times[Math.floor(jumps * .95)], longest: times[jumps - 1] };
            }""";

    private static final String PAINTED = """
            () => { const tiles = document.querySelector('odd-gallery')?.shadowRoot.querySelectorAll('.tile.there');
                    return tiles && tiles.length > 20; }""";

    @Test
    void measures() throws Exception {
        var lines = new ArrayList<>(List.of(
                "# A gallery of 100,000 images",
                "",
                "64 × 64 RGB, 90,000 training and 10,000 test "
                        + "images, 1440 × 900, headless Chromium on the server's own machine with "
                        + Runtime.getRuntime().availableProcessors() + " cores.",
                "",
                "| what | value |",
                "|---|---|"));
        long start = System.nanoTime();
        long dataset = dataset("Hundred thousand");
        version(dataset, TRAIN, TEST, 64, 5);
        add(lines, "put into the store", seconds(start));
        String images = url("/datasets/" + dataset + "/images");
        var page = signedIn(1440, 900);
        add(lines, "first paint, first visitor of a cold server", paint(page, images));
        add(lines, "first paint, again", paint(page, images));
        var other = signedIn(1440, 900);
        add(lines, "first paint, second visitor", paint(other, images));
        page.waitForTimeout(15_000);
        page.bringToFront();
        scroll(lines, page, "reading, 1,500 px/s", 1500, 12);
        scroll(lines, page, "flinging, 6,000 px/s", 6000, 12);
        scroll(lines, page, "the scroll bar dragged from end to end in 15 s", 0, 15);
        var jump = (Map<?, ?>) page.evaluate(JUMP, 60);
        add(
                lines,
                "60 jumps all over: view whole after, median / p95 / longest",
                ms(jump.get("median")) + " / " + ms(jump.get("p95")) + " / " + ms(jump.get("longest")));
        page.navigate(images + "?split=test&label=anomalous");
        start = System.nanoTime();
        page.waitForFunction(PAINTED);
        add(lines, "1,000 anomalous images alone, painted after", seconds(start));
        long before = used();
        for (int i = 0; i < SESSIONS; i++) {
            paint(signedIn(1440, 900), images);
        }
        long each = (used() - before) / SESSIONS;
        add(lines, "heap a session with its gallery open", String.format(Locale.ROOT, "%,d kB", each / 1000));
        Files.createDirectories(Path.of("target/bench"));
        Files.write(Path.of("target/bench/gallery.md"), lines);
        lines.forEach(System.out::println);
    }

    private static void scroll(List<String> lines, Page page, String how, int speed, int seconds) {
        var seen = (Map<?, ?>) page.evaluate(WATCH, List.of(speed, seconds));
        add(lines, how + ": longest time that a tile in view stayed blank", ms(seen.get("longest")));
        add(lines, how + ": longest time with more than half of the view blank", ms(seen.get("empty")));
        add(lines, how + ": view whole after the stop", ms(seen.get("after")));
        add(
                lines,
                how + ": frames a second, longest frame",
                String.format(Locale.ROOT, "%.0f, ", ((Number) seen.get("fps")).doubleValue())
                        + ms(seen.get("slowest")));
    }

    private static String paint(Page page, String address) {
        long start = System.nanoTime();
        page.navigate(address);
        page.waitForFunction(PAINTED);
        return seconds(start);
    }

    private static long used() throws InterruptedException {
        for (int i = 0; i < 4; i++) {
            System.gc();
            Thread.sleep(200);
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static void add(List<String> lines, String what, String value) {
        lines.add("| " + what + " | " + value + " |");
    }

    private static String seconds(long start) {
        return String.format(Locale.ROOT, "%.2f s", (System.nanoTime() - start) / 1e9);
    }

    private static String ms(Object value) {
        return String.format(Locale.ROOT, "%.0f ms", ((Number) value).doubleValue());
    }
}
