package oddboard.manifest;

import java.util.List;
import oddboard.common.InputException;
import tools.jackson.databind.JsonNode;

/** Outlines in JSON: lists of x and y in turn, or run lengths. */
final class Shapes {
    private Shapes() {}

    /** @param what for messages, such as "a.json: the outline of b.png" */
    static void add(JsonNode shape, int width, int height, List<double[]> polygons, List<int[]> runs, String what) {
        if (shape.isObject()) {
            var lengths = RunLengths.read(shape.path("counts"), (long) width * height);
            if (lengths == null) {
                throw fault(what, "has run lengths that do not fill its " + width + "x" + height + " pixels");
            }
            runs.add(lengths);
            return;
        }
        for (var polygon : shape.path(0).isArray() ? shape : List.of(shape)) {
            polygons.add(points(polygon, what));
        }
    }

    static double[] points(JsonNode polygon, String what) {
        if (!polygon.isArray() || polygon.size() < 6 || polygon.size() % 2 != 0) {
            throw fault(what, "is no list of three or more points");
        }
        var points = new double[polygon.size()];
        for (int i = 0; i < points.length; i++) {
            points[i] = polygon.get(i).isNumber() ? polygon.get(i).asDouble() : Double.NaN;
            if (!Double.isFinite(points[i])) {
                throw fault(what, "has a point that is no number");
            }
        }
        return points;
    }

    private static InputException fault(String what, String sentence) {
        return new InputException("MANIFEST_FORMAT", what, "", what + " " + sentence + ".");
    }
}
