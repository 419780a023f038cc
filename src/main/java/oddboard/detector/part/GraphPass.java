package oddboard.detector.part;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import oddboard.detector.GraphBuilder;
import oddboard.detector.Operation;
import oddboard.detector.Operation.Binary;
import oddboard.detector.Operation.Unary;
import oddboard.detector.Value;
import org.jspecify.annotations.Nullable;

/** Says in a graph what blocks compute in evaluation mode. */
public final class GraphPass {
    private static final String RELU = "ReLU";
    private static final String TANH = "Tanh";
    private final GraphBuilder graph;

    public GraphPass(GraphBuilder graph) {
        this.graph = graph;
    }

    public Value run(Block block, Value x) {
        return switch (block) {
            case Chain chain -> chain(chain, x);
            case ResidualBlock residual -> residual(residual, x);
            case Conv2d conv ->
                conv.isIncludeBias()
                        ? graph.apply(operation(conv), x, parameter(conv, "weight"), parameter(conv, "bias"))
                        : graph.apply(operation(conv), x, parameter(conv, "weight"));
            case ConvTranspose conv ->
                graph.apply(
                        new Operation.ConvTranspose(conv.stride(), conv.padding()),
                        x,
                        parameter(conv, "weight"),
                        parameter(conv, "bias"));
            case Linear linear ->
                graph.apply(new Operation.Linear(), x, parameter(linear, "weight"), parameter(linear, "bias"));
            case BatchNorm norm ->
                graph.apply(
                        new Operation.BatchNorm(Layers.EPSILON),
                        x,
                        parameter(norm, "gamma"),
                        parameter(norm, "beta"),
                        parameter(norm, "runningMean"),
                        parameter(norm, "runningVar"));
            case Dropout ignored -> x;
            case Layers.ImageReshape image -> graph.reshape(x, -1, image.channels, image.size, image.size);
            case LambdaBlock lambda -> lambda(lambda, x);
            default -> throw new IllegalStateException("no operation for " + block.getClass());
        };
    }

    /** Two codes side by side. */
    public Value joined(Value a, Value b) {
        return graph.concat(1, a, b);
    }

    private Value chain(Chain chain, Value x) {
        Value now = x;
        for (Block block : chain.getChildren().values()) {
            now = run(block, now);
        }
        return now;
    }

    private Value residual(ResidualBlock block, Value x) {
        Chain shortcut = block.shortcut();
        Value beside = shortcut == null ? x : run(shortcut, x);
        return graph.apply(Unary.RELU, graph.apply(Binary.ADD, run(block.main(), x), beside));
    }

    private static Operation.Conv operation(Conv2d conv) {
        return new Operation.Conv(conv.getStride().get(0), conv.getPadding().get(0));
    }

    private Value lambda(LambdaBlock block, Value x) {
        return switch (block.getName()) {
            case RELU -> graph.apply(Unary.RELU, x);
            case TANH -> graph.apply(Unary.TANH, x);
            case Layers.FLATTEN -> graph.apply(new Operation.Flatten(), x);
            default -> throw new IllegalStateException("no operation for " + block.getName());
        };
    }

    private Value parameter(AbstractBlock block, String name) {
        @Nullable Parameter parameter = block.getDirectParameters().get(name);
        if (parameter == null) {
            throw new IllegalStateException(block.getClass() + " has no " + name);
        }
        NDArray array = parameter.getArray();
        return graph.constant(() -> NativeArrays.bytes(array), array.getShape().getShape());
    }
}
