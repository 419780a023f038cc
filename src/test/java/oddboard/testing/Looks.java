package oddboard.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.Locale;

/** How a page looks at desk and phone width, in light and in dark. */
public final class Looks {
    private static final String QUIET = """
            () => document.querySelector('.odd-page, .odd-door, form') && window.Vaadin?.Flow?.clients
                && Object.values(window.Vaadin.Flow.clients).every(c => !c.isActive?.())
                && [...document.images].filter(i => i.checkVisibility() && i.getBoundingClientRect().top < innerHeight).every(i => i.complete)
                && [...document.querySelectorAll('odd-chart')].every(c => !c.data || c.shadowRoot.querySelector('canvas'))""";
    /** Charts take a new scheme or size in the frame after they hear of it. */
    private static final String PAINTED = """
            () => new Promise(done => { let left = 4; const frame = () => left-- ? requestAnimationFrame(frame) : done(); frame(); })""";

    private Looks() {}

    /** Until the page is there, the server has answered, and images and charts are drawn. */
    public static void settle(Page page) {
        page.waitForFunction(QUIET);
        page.evaluate(PAINTED);
        // What the page requested when it was drawn, such as a gallery for its sheets.
        page.waitForFunction(QUIET);
    }

    /**
     * Opens it on a phone, has the scheme and then the width change under it, takes an image at each width in light and in dark,
     * and fails where it is wider than its window. Opened at desk width every page is looked at by {@code AccessibilityTest}: to
     * open a page costs a browser more than all the rest.
     */
    public static void everyWay(Page page, String name, Runnable open) {
        everyWay(page, name, open, () -> settle(page));
    }

    /** The same of what is open already, whether or not its server answers. */
    public static void asItIs(Page page, String name) {
        everyWay(page, name, () -> {}, () -> page.evaluate(PAINTED));
    }

    private static void everyWay(Page page, String name, Runnable open, Runnable settle) {
        for (int width : new int[] {390, 1440}) {
            boolean desk = width == 1440;
            page.setViewportSize(width, desk ? 900 : 844);
            if (!desk) {
                page.emulateMedia(scheme(ColorScheme.LIGHT));
                open.run();
            }
            for (ColorScheme scheme : desk
                    ? new ColorScheme[] {ColorScheme.DARK, ColorScheme.LIGHT}
                    : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
                page.emulateMedia(scheme(scheme));
                settle.run();
                String picture = name + "-" + scheme.name().toLowerCase(Locale.ROOT) + "-" + width;
                Chromium.screenshot(page, picture);
                assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                        .as(picture + " fits the width")
                        .isLessThanOrEqualTo(width);
            }
        }
    }

    private static Page.EmulateMediaOptions scheme(ColorScheme scheme) {
        return new Page.EmulateMediaOptions().setColorScheme(scheme);
    }
}
