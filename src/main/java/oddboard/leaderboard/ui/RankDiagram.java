package oddboard.leaderboard.ui;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import oddboard.metric.RankComparison;
import oddboard.ui.Html;

/** A critical-difference diagram: mean ranks on an axis, the best to the left; a bar joins those that are not significantly different. */
final class RankDiagram {
    private static final int WIDTH = 400;
    private static final int SIDE = 118;
    private static final int AXIS = 34;
    private static final int BAR = 9;
    private static final int LINE = 20;

    private RankDiagram() {}

    /** @param names in the order of mean ranks, as {@code comparison} has them */
    static Html of(List<String> names, RankComparison comparison) {
        int count = names.size();
        double[] ranks = comparison.meanRanks();
        List<int[]> groups = comparison.groups();
        int bars = AXIS + 8 + BAR * groups.size();
        int left = (count + 1) / 2;
        int height = bars + LINE * Math.max(left, count - left) + 12;
        Html svg = new Html("svg")
                .attr("viewBox", "0 0 " + WIDTH + " " + height)
                .attr("role", "img")
                .attr("aria-label", spoken(names, ranks));
        svg.add(line(at(1, count), AXIS, at(count, count), AXIS, "odd-rank-diagram__axis"));
        for (int rank = 1; rank <= count; rank++) {
            svg.add(line(at(rank, count), AXIS - 5, at(rank, count), AXIS, "odd-rank-diagram__axis"))
                    .add(text(at(rank, count), AXIS - 10, "middle", Integer.toString(rank)));
        }
        for (int i = 0; i < count; i++) {
            boolean toLeft = i < left;
            int y = bars + LINE * (toLeft ? i + 1 : count - i);
            double x = at(ranks[i], count);
            double end = toLeft ? SIDE - 8 : WIDTH - SIDE + 8;
            svg.add(line(x, AXIS, x, y, "odd-rank-diagram__line"))
                    .add(line(x, y, end, y, "odd-rank-diagram__line"))
                    .add(text(
                            toLeft ? end - 5 : end + 5,
                            y + 4,
                            toLeft ? "end" : "start",
                            names.get(i) + " " + rank(ranks[i])));
        }
        for (int g = 0; g < groups.size(); g++) {
            int y = AXIS + 8 + BAR * g;
            svg.add(line(
                    at(ranks[groups.get(g)[0]], count) - 4,
                    y,
                    at(ranks[groups.get(g)[1]], count) + 4,
                    y,
                    "odd-rank-diagram__bar"));
        }
        return new Html("div", "odd-rank-diagram").add(svg);
    }

    static String rank(double mean) {
        return String.format(Locale.ROOT, "%.2f", mean);
    }

    private static String spoken(List<String> names, double[] ranks) {
        return "Mean ranks: "
                + IntStream.range(0, names.size())
                        .mapToObj(i -> names.get(i) + " " + rank(ranks[i]))
                        .collect(Collectors.joining(", "));
    }

    private static double at(double rank, int count) {
        return SIDE + (WIDTH - 2 * SIDE) * (rank - 1) / Math.max(1, count - 1);
    }

    private static Html line(double x1, double y1, double x2, double y2, String style) {
        return new Html("line", style)
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

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
