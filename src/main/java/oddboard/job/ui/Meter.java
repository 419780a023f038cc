package oddboard.job.ui;

import java.util.List;
import java.util.Locale;
import oddboard.ui.Html;

/** How much of something is used: a word, a bar and a number, over the last minutes as a line where those are known. */
final class Meter {
    private static final int WIDTH = 60;
    private static final int HEIGHT = 16;
    private static final int FULL = 95;

    private Meter() {}

    /** @param more what belongs to it, below; empty for nothing */
    static Html html(String name, int percent, String text, String more, List<Integer> history) {
        var bar = new Html("div", "odd-meter__bar").attr("style", "--share: " + Math.clamp(percent, 0, 100));
        var meter = new Html("div", "odd-meter")
                .add("span", "odd-meter__name", name)
                .add("span", "odd-meter__value", text)
                .add(percent >= FULL ? bar.attr("level", "full") : bar);
        if (!more.isEmpty()) {
            meter.add("span", history.size() > 1 ? "odd-meter__note" : "odd-meter__note odd-meter__note--alone", more);
        }
        return history.size() > 1 ? meter.add(line(history)) : meter;
    }

    /** The newest value at the right edge. */
    private static Html line(List<Integer> history) {
        var points = new StringBuilder();
        int first = Math.max(0, history.size() - WIDTH);
        for (int i = first; i < history.size(); i++) {
            points.append(String.format(
                    Locale.ROOT,
                    "%d,%.1f ",
                    WIDTH - history.size() + i,
                    HEIGHT - 1 - history.get(i) * (HEIGHT - 2) / 100.0));
        }
        return new Html("div", "odd-meter__line")
                .attr("aria-hidden", "true")
                .add(new Html("svg")
                        .attr("viewBox", "0 0 " + (WIDTH - 1) + " " + HEIGHT)
                        .attr("preserveAspectRatio", "none")
                        .add(new Html("polyline").attr("points", points.toString())));
    }
}
