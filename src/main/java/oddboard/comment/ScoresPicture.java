package oddboard.comment;

import java.util.Locale;
import oddboard.metric.ScoreHistogram;
import org.jsoup.nodes.Element;

/** A small drawing of scores, with a threshold's line: bars of counts, larger scores to the right. No label goes into it. */
final class ScoresPicture {
    private static final int WIDTH = 160;
    private static final int HEIGHT = 64;
    private static final int BINS = 32;

    private ScoresPicture() {}

    /**
     * @param scores finite raw scores, at least one
     * @param name what it shows, for who can't see it
     */
    static Element of(double[] scores, double threshold, String name) {
        ScoreHistogram histogram = ScoreHistogram.of(scores, new boolean[scores.length], BINS);
        double[] edges = histogram.edges();
        double first = Math.min(edges[0], threshold);
        double last = Math.max(edges[edges.length - 1], threshold);
        double scale = WIDTH / Math.max(last - first, Double.MIN_NORMAL);
        int most = 1;
        for (int count : histogram.normal()) {
            most = Math.max(most, count);
        }
        Element svg = new Element("svg")
                .attr("viewBox", "0 0 " + WIDTH + " " + HEIGHT)
                .attr("width", Integer.toString(WIDTH))
                .attr("height", Integer.toString(HEIGHT))
                .attr("role", "img")
                .attr("aria-label", name);
        for (int i = 0; i < histogram.normal().length; i++) {
            if (histogram.normal()[i] > 0) {
                double tall = Math.max(1, (HEIGHT - 4.) * histogram.normal()[i] / most);
                rectangle(
                        svg,
                        "odd-scores__bar",
                        (edges[i] - first) * scale,
                        HEIGHT - tall,
                        Math.max(1, (edges[i + 1] - edges[i]) * scale - 0.5),
                        tall);
            }
        }
        rectangle(svg, "odd-scores__line", Math.clamp((threshold - first) * scale - 1, 0, WIDTH - 2), 0, 2, HEIGHT);
        return svg;
    }

    private static void rectangle(Element svg, String style, double x, double y, double width, double height) {
        svg.appendElement("rect")
                .attr("class", style)
                .attr("x", number(x))
                .attr("y", number(y))
                .attr("width", number(width))
                .attr("height", number(height));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
