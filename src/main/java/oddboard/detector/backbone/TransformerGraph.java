package oddboard.detector.backbone;

import java.util.List;
import java.util.function.Function;
import oddboard.detector.GraphBuilder;
import oddboard.detector.Operation;
import oddboard.detector.Operation.Reduction;
import oddboard.detector.Operation.Unary;
import oddboard.detector.Value;

/**
 * A transformer's block, described.
 *
 * @param width numbers of a token
 * @param tokens of an image
 */
record TransformerGraph(GraphBuilder graph, int width, int heads, long tokens) {
    private static final double EPSILON = 1e-6;

    /** [N, tokens, width] -> [N, tokens, width] */
    Value block(Value t, Function<String, Value> weights) {
        Value x = normalized(t, weights.apply("norm1.weight"), weights.apply("norm1.bias"));
        Value attended = linear(attention(x, weights), "attn.proj", weights);
        Value y = graph.add(t, graph.multiply(attended, weights.apply("ls1.gamma")));
        Value z = normalized(y, weights.apply("norm2.weight"), weights.apply("norm2.bias"));
        Value hidden = gelu(linear(z, "mlp.fc1", weights));
        return graph.add(y, graph.multiply(linear(hidden, "mlp.fc2", weights), weights.apply("ls2.gamma")));
    }

    /** Over the last axis. */
    Value normalized(Value x, Value weight, Value bias) {
        Value centered = graph.subtract(x, reduced(Reduction.MEAN, x, 2));
        Value variance = reduced(Reduction.MEAN, graph.multiply(centered, centered), 2);
        Value deviation = graph.apply(Unary.SQRT, graph.add(variance, graph.number(EPSILON)));
        return graph.add(graph.multiply(graph.divide(centered, deviation), weight), bias);
    }

    private Value reduced(Reduction kind, Value x, int axis) {
        return graph.apply(new Operation.Reduce(kind, List.of(axis), true), x);
    }

    private Value linear(Value x, String name, Function<String, Value> weights) {
        Value turned = graph.transpose(weights.apply(name + ".weight"), 1, 0);
        return graph.add(graph.matMul(x, turned), weights.apply(name + ".bias"));
    }

    private Value attention(Value x, Function<String, Value> weights) {
        int each = width / heads;
        Value all = graph.transpose(
                graph.reshape(linear(x, "attn.qkv", weights), -1, tokens, 3, heads, each), 0, 2, 3, 1, 4);
        Value query = part(all, 0, each);
        Value key = part(all, 1, each);
        Value value = part(all, 2, each);
        Value product = graph.matMul(
                graph.multiply(query, graph.number(1 / Math.sqrt(each))), graph.transpose(key, 0, 1, 3, 2));
        Value raised = graph.apply(Unary.EXP, graph.subtract(product, reduced(Reduction.MAX, product, 3)));
        Value shares = graph.divide(raised, reduced(Reduction.SUM, raised, 3));
        return graph.reshape(graph.transpose(graph.matMul(shares, value), 0, 2, 1, 3), -1, tokens, width);
    }

    /** [N, 3, heads, tokens, each] -> [N, heads, tokens, each] */
    private Value part(Value all, int number, long each) {
        return graph.reshape(graph.slice(all, 1, number, number + 1), -1, heads, tokens, each);
    }

    private Value gelu(Value x) {
        Value erf = graph.apply(Unary.ERF, graph.multiply(x, graph.number(1 / Math.sqrt(2))));
        return graph.multiply(graph.multiply(x, graph.number(0.5)), graph.add(erf, graph.number(1)));
    }
}
