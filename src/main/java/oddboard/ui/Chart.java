package oddboard.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import oddboard.common.StoredJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Charts drawn by ECharts in the browser, in the page's own colors; PNG, SVG and CSV of each from its menu. */
@Tag("odd-chart")
@JsModule("context://odd-chart.js")
public class Chart extends Component implements HasSize, HasStyle {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /**
     * A line.
     *
     * @param color index into the palette of runs, the same for a run everywhere; see {@link Palette}
     */
    public record Line(String name, double[] x, double[] y, int color) {
        public Line {
            if (x.length != y.length) {
                throw new IllegalArgumentException(
                        "Line \"" + name + "\" has " + x.length + " x values but " + y.length + " y values.");
            }
        }
    }

    /** Columns of a histogram: {@code edges} has one value more than each of the counts. */
    public record Bars(String name, int[] counts, int color) {}

    /** A dot with a name. */
    public record Dot(String name, double x, double y, int color) {}

    /** Images of one kind: {@code images[i]} lies at ({@code x[i]}, {@code y[i]}). */
    public record Cloud(String name, int[] images, double[] x, double[] y, int color) {}

    /** @param label what a screen reader says: what the chart shows, with its main metric */
    public Chart(String label) {
        getElement().setAttribute("library", EchartsLibrary.PATH);
        setLabel(label);
    }

    public void setLabel(String label) {
        getElement().setAttribute("label", label);
    }

    /** Losses by epoch; linear or logarithmic y. */
    public void showLosses(List<Line> lines, int epochs) {
        show("losses", curves(lines).put("epochs", epochs));
    }

    /** Adds points to the lines of these names that are drawn already; these points alone are sent. */
    public void append(List<Line> points) {
        getElement()
                .executeJs(
                        "customElements.whenDefined('odd-chart').then(() => this.append($0))",
                        curves(points).toString());
    }

    /** ROC curves: x = false positive rate, y = true positive rate, square, with the diagonal; log x where asked. */
    public void showRoc(List<Line> lines, boolean logX) {
        show("roc", curves(lines).put("logX", logX));
    }

    /** Overlaid histograms, with a line at {@code threshold} (NaN = none). */
    public void showHistogram(double[] edges, List<Bars> bars, double threshold, String xTitle) {
        ObjectNode data = JSON.objectNode().put("xTitle", xTitle);
        data.set("edges", numbers(edges));
        if (Double.isFinite(threshold)) {
            data.put("threshold", threshold);
        }
        ArrayNode all = data.putArray("bars");
        for (Bars one : bars) {
            if (one.counts().length + 1 != edges.length) {
                throw new IllegalArgumentException("Histogram \"" + one.name() + "\" has " + one.counts().length
                        + " counts for " + edges.length + " edges; there must be one edge more.");
            }
            ArrayNode counts = all.addObject()
                    .put("name", one.name())
                    .put("color", one.color())
                    .putArray("counts");
            for (int count : one.counts()) {
                counts.add(count);
            }
        }
        show("histogram", data);
    }

    /** Values over time: x = milliseconds since 1970; with a line at {@code limit} (NaN = none). */
    public void showOverTime(List<Line> lines, String yTitle, double limit) {
        ObjectNode data = curves(lines).put("yTitle", yTitle);
        if (Double.isFinite(limit)) {
            data.put("limit", limit);
        }
        show("time", data);
    }

    /** Recall on x, precision on y. */
    public void showPrecisionRecall(List<Line> lines) {
        show("pr", curves(lines));
    }

    /**
     * An axis of {@link #showParallel}.
     *
     * @param values words at 0, 1, ... of an axis without numbers; empty for one of numbers
     */
    public record ParallelAxis(String name, List<String> values, boolean log) {}

    /** A line over all axes, by value, or by place in the axis's words. */
    public record ParallelRow(String name, double[] values, boolean best) {}

    /** Settings against a result, which the last axis has; a stretch of an axis selects rows. */
    public void showParallel(List<ParallelAxis> axes, List<ParallelRow> rows) {
        ObjectNode data = JSON.objectNode();
        ArrayNode allAxes = data.putArray("axes");
        for (ParallelAxis axis : axes) {
            ObjectNode one = allAxes.addObject().put("name", axis.name()).put("log", axis.log());
            if (!axis.values().isEmpty()) {
                ArrayNode words = one.putArray("values");
                axis.values().forEach(words::add);
            }
        }
        ArrayNode allRows = data.putArray("rows");
        for (ParallelRow row : rows) {
            if (row.values().length != axes.size()) {
                throw new IllegalArgumentException("Row \"" + row.name() + "\" has " + row.values().length
                        + " values for " + axes.size() + " axes.");
            }
            allRows.addObject().put("name", row.name()).put("best", row.best()).set("values", numbers(row.values()));
        }
        show("parallel", data);
    }

    /** @param chosen called with the rows, by place, that lie in every selected stretch; null where nothing is selected */
    public void onSelect(Consumer<@Nullable Set<Integer>> chosen) {
        getElement()
                .addEventListener("odd-brush", event -> {
                    JsonNode rows = StoredJson.MAPPER.readTree(
                            event.getEventData().get("event.detail.rows").asString());
                    chosen.accept(
                            rows.isNull()
                                    ? null
                                    : StreamSupport.stream(rows.spliterator(), false)
                                            .map(JsonNode::asInt)
                                            .collect(Collectors.toSet()));
                })
                .addEventData("event.detail.rows")
                .debounce(150);
    }

    /**
     * One dot a series, with its name beside it.
     *
     * @param logX where not every x is above 0, those others are left out
     */
    public void showDots(List<Dot> dots, String xTitle, String yTitle, boolean logX) {
        ObjectNode data =
                JSON.objectNode().put("xTitle", xTitle).put("yTitle", yTitle).put("logX", logX);
        ArrayNode all = data.putArray("dots");
        dots.forEach(d -> all.addObject()
                .put("name", d.name())
                .put("x", d.x())
                .put("y", d.y())
                .put("color", d.color()));
        show("dots", data);
    }

    /** What somebody made at a moment: {@code x} in milliseconds since 1970. */
    public record Moment(String name, String by, long x, double y) {}

    /** The best value so far as steps through {@code leaders}, in their order, and a dot for each of the others. */
    public void showHistory(List<Moment> others, List<Moment> leaders, String yTitle) {
        ObjectNode data = JSON.objectNode().put("xTitle", "made").put("yTitle", yTitle);
        ArrayNode all = data.putArray("dots");
        others.forEach(one -> add(all, one, false));
        leaders.forEach(one -> add(all, one, true));
        show("history", data);
    }

    private static void add(ArrayNode all, Moment one, boolean best) {
        all.addObject()
                .put("name", one.name())
                .put("by", one.by())
                .put("x", one.x())
                .put("y", one.y())
                .put("best", best);
    }

    /** Images by two runs' scores; a rectangle drawn over some of them selects these. */
    public void showClouds(List<Cloud> clouds, String xTitle, String yTitle) {
        ObjectNode data = JSON.objectNode().put("xTitle", xTitle).put("yTitle", yTitle);
        ArrayNode all = data.putArray("clouds");
        for (Cloud cloud : clouds) {
            ObjectNode one = all.addObject().put("name", cloud.name()).put("color", cloud.color());
            ArrayNode images = one.putArray("images");
            for (int image : cloud.images()) {
                images.add(image);
            }
            one.set("x", numbers(cloud.x()));
            one.set("y", numbers(cloud.y()));
        }
        show("clouds", data);
    }

    /** Called with the images of {@link #showClouds} that a rectangle selects; none when it is taken away. */
    public void onChosen(Consumer<int[]> chosen) {
        getElement()
                .addEventListener("chosen", event -> {
                    var images = event.getEventData().get("event.detail");
                    int[] all = new int[images.size()];
                    for (int i = 0; i < all.length; i++) {
                        all[i] = images.get(i).asInt();
                    }
                    chosen.accept(all);
                })
                .addEventData("event.detail");
    }

    private void show(String kind, ObjectNode data) {
        getElement().setAttribute("kind", kind);
        // Flow sends a property only when it differs from the last one, so the same data twice costs no message;
        // kept as text, because a session holds on to it and a tree of numbers is ten times as large.
        getElement().setProperty("data", data.put("kind", kind).toString());
    }

    private static ObjectNode curves(List<Line> lines) {
        ObjectNode data = JSON.objectNode();
        ArrayNode all = data.putArray("lines");
        for (Line line : lines) {
            ObjectNode one = all.addObject().put("name", line.name()).put("color", line.color());
            one.set("x", numbers(line.x()));
            one.set("y", numbers(line.y()));
        }
        return data;
    }

    /** JSON knows no NaN and no infinity: they become null, a gap in the line. */
    private static ArrayNode numbers(double[] values) {
        ArrayNode array = JSON.arrayNode(values.length);
        for (double value : values) {
            if (Double.isFinite(value)) {
                array.add(value);
            } else {
                array.addNull();
            }
        }
        return array;
    }
}
