package oddboard.report;

import java.util.List;
import java.util.Locale;
import oddboard.ui.Html;

/** Curves between 0 and 1 in both directions as SVG, told apart by color and by dashes. */
final class CurveSvg {
    /** Of the light theme: the board's colors in their order. */
    private static final String[] COLORS = {
        "#2f5bea", "#cb430c", "#0b7285", "#862e9c", "#2b7a34", "#c2255c", "#85670a", "#55606f"
    };

    private static final String[] DASHES = {"", "7 3", "2 3", "9 3 2 3", "4 2", "12 4", "1 2", "6 2 1 2"};
    static final int MOST = COLORS.length;
    private static final int SIDE = 300;
    private static final int LEFT = 52;
    private static final int TOP = 12;
    private static final int WIDTH = LEFT + SIDE + 14;
    private static final int HEIGHT = TOP + SIDE + 48;

    private CurveSvg() {}

    /** @param x ascending or descending with {@code y}, both 0 to 1 */
    record Line(String name, String value, double[] x, double[] y) {}

    /** @param chance whether the diagonal is drawn, on which mere chance lies */
    static Html of(String title, String xTitle, String yTitle, List<Line> lines, boolean chance) {
        Html svg = new Html("svg")
                .attr("viewBox", "0 0 " + WIDTH + " " + HEIGHT)
                .attr("width", Integer.toString(WIDTH))
                .attr("height", Integer.toString(HEIGHT))
                .attr("role", "img")
                .attr("aria-label", title + ": " + spoken(lines));
        for (int i = 0; i <= 5; i++) {
            double at = i / 5.0;
            svg.add(line(across(at), up(0), across(at), up(1), "grid"))
                    .add(line(across(0), up(at), across(1), up(at), "grid"))
                    .add(text(across(at), up(0) + 16, "middle", String.format(Locale.ROOT, "%.1f", at)))
                    .add(text(LEFT - 8, up(at) + 4, "end", String.format(Locale.ROOT, "%.1f", at)));
        }
        if (chance) {
            svg.add(line(across(0), up(0), across(1), up(1), "chance"));
        }
        svg.add(text(across(0.5), HEIGHT - 8, "middle", xTitle))
                .add(new Html("text")
                        .attr("text-anchor", "middle")
                        .attr("transform", "translate(14 " + number(up(0.5)) + ") rotate(-90)")
                        .text(yTitle));
        for (int i = lines.size() - 1; i >= 0; i--) {
            svg.add(new Html("polyline", "curve")
                    .attr("stroke", COLORS[i % MOST])
                    .attr("stroke-dasharray", DASHES[i % MOST])
                    .attr("points", points(lines.get(i))));
        }
        Html figure = new Html("figure", "curves").add(svg);
        Html legend = new Html("ul", "legend");
        for (int i = 0; i < lines.size(); i++) {
            legend.add(new Html("li")
                    .add(key(i))
                    .add("span", "name", lines.get(i).name)
                    .add("span", "num", lines.get(i).value));
        }
        return figure.add(new Html("figcaption").add("strong", "title", title).add(legend));
    }

    private static Html key(int i) {
        return new Html("svg", "key")
                .attr("width", "28")
                .attr("height", "8")
                .attr("aria-hidden", "true")
                .add(new Html("line", "curve")
                        .attr("stroke", COLORS[i % MOST])
                        .attr("stroke-dasharray", DASHES[i % MOST])
                        .attr("x1", "0")
                        .attr("x2", "28")
                        .attr("y1", "4")
                        .attr("y2", "4"));
    }

    private static String spoken(List<Line> lines) {
        StringBuilder words = new StringBuilder();
        lines.forEach(line -> words.append(words.isEmpty() ? "" : "; ")
                .append(line.name)
                .append(", ")
                .append(line.value));
        return words.toString();
    }

    private static String points(Line line) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < line.x.length; i++) {
            points.append(i == 0 ? "" : " ")
                    .append(number(across(line.x[i])))
                    .append(',')
                    .append(number(up(line.y[i])));
        }
        return points.toString();
    }

    private static Html line(double x1, double y1, double x2, double y2, String kind) {
        return new Html("line", kind)
                .attr("x1", number(x1))
                .attr("y1", number(y1))
                .attr("x2", number(x2))
                .attr("y2", number(y2));
    }

    private static Html text(double x, double y, String anchor, String words) {
        return new Html("text")
                .attr("x", number(x))
                .attr("y", number(y))
                .attr("text-anchor", anchor)
                .text(words);
    }

    private static double across(double x) {
        return LEFT + SIDE * x;
    }

    private static double up(double y) {
        return TOP + SIDE * (1 - y);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
