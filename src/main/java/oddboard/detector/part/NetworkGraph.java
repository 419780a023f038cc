package oddboard.detector.part;

import oddboard.detector.Graph;
import oddboard.detector.GraphBuilder;
import oddboard.detector.GraphException;
import oddboard.detector.ImageShape;
import oddboard.detector.Operation;
import oddboard.detector.Operation.Reduction;
import oddboard.detector.Operation.Unary;
import oddboard.detector.Value;

/** An autoencoder's preparation, reconstruction and score as one graph. */
final class NetworkGraph {
    private NetworkGraph() {}

    static Graph of(NetworkModel model) {
        if (!model.settings().choice("precision").equals("float32")) {
            throw new GraphException(
                    "The setting \"precision\" " + model.settings().choice("precision")
                            + " can't be exported, for other runtimes round otherwise; train with float32.");
        }
        ImageShape shape = model.shape();
        GraphBuilder graph = new GraphBuilder(shape);
        int keep = (int) Math.max(1, Math.round(model.settings().number("crop") * shape.size()));
        Value images = prepared(graph, keep);
        Value out = model.network().describe(images, new GraphPass(graph));
        Value difference = graph.subtract(out, images);
        Value errors =
                graph.multiply(graph.reduce(Reduction.MAX, graph.apply(Unary.ABS, difference), 1), graph.number(127.5));
        Value map = keep == shape.size()
                ? errors
                : graph.inBothDirections(errors, placement(shape.size(), keep), shape.size());
        return graph.build(model.errorScore().describe(graph, difference), map);
    }

    private static Value prepared(GraphBuilder graph, int keep) {
        int size = graph.shape().size();
        Value x = graph.pixels();
        if (keep < size) {
            int start = (size - keep) / 2;
            x = graph.slice(graph.slice(x, 2, start, start + keep), 3, start, start + keep);
            x = graph.apply(new Operation.Resize(size), x);
        }
        return graph.subtract(graph.multiply(x, graph.number(2. / 255)), graph.number(1));
    }

    /** Which part of the resized square's pixels a pixel of the whole image shows; none outside the square. */
    private static float[] placement(int size, int keep) {
        float[] weights = new float[size * size];
        double step = (double) size / keep;
        int start = (size - keep) / 2;
        for (int pixel = 0; pixel < keep; pixel++) {
            double from = pixel * step;
            for (int seen = (int) from; seen < Math.min(size, from + step); seen++) {
                double covered = Math.min(seen + 1, from + step) - Math.max(seen, from);
                weights[(start + pixel) * size + seen] = (float) (covered / step);
            }
        }
        return weights;
    }
}
