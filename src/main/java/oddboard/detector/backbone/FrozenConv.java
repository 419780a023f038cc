package oddboard.detector.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import oddboard.detector.GraphBuilder;
import oddboard.detector.NetworkFileException;
import oddboard.detector.Operation;
import oddboard.detector.Operation.Binary;
import oddboard.detector.Operation.Unary;
import oddboard.detector.Value;
import oddboard.detector.part.NativeArrays;

/** A convolution with its batch normalization in eval form, as one convolution with a bias. */
record FrozenConv(ConvSpec spec, NDArray weight, NDArray bias) {
    private static final double EPSILON = 1e-5;

    /** @throws NetworkFileException where a variance is negative */
    static FrozenConv of(ConvSpec spec, KnownFile file, NDManager manager) {
        float[] weight = file.floats(spec.conv() + ".weight");
        float[] gamma = file.floats(spec.norm() + ".weight");
        float[] beta = file.floats(spec.norm() + ".bias");
        float[] mean = file.floats(spec.norm() + ".running_mean");
        float[] variance = file.floats(spec.norm() + ".running_var");
        float[] bias = new float[gamma.length];
        int each = weight.length / gamma.length;
        for (int o = 0; o < gamma.length; o++) {
            if (variance[o] < 0) {
                throw new NetworkFileException(
                        file.name() + " can't be used: \"" + spec.norm() + ".running_var\" holds a negative variance.");
            }
            double factor = gamma[o] / Math.sqrt(variance[o] + EPSILON);
            bias[o] = (float) (beta[o] - mean[o] * factor);
            for (int i = o * each; i < (o + 1) * each; i++) {
                weight[i] = (float) (weight[i] * factor);
            }
        }
        Shape shape = new Shape(spec.outputs(), spec.inputs(), spec.kernel(), spec.kernel());
        return new FrozenConv(
                spec, NativeArrays.of(manager, shape, weight), NativeArrays.of(manager, new Shape(bias.length), bias));
    }

    long parameters() {
        return weight.size() + bias.size();
    }

    NDArray of(NDArray x, NDManager scope) {
        NDArray y = BackboneOps.one("conv", scope, x, weight, bias, spec.stride(), spec.groups());
        return switch (spec.activation()) {
            case NONE -> y;
            case RELU -> BackboneOps.one("relu", scope, y);
            case RELU6 -> BackboneOps.one("relu6", scope, y);
        };
    }

    Value describe(GraphBuilder graph, Value x) {
        Value y = graph.apply(
                new Operation.Conv(spec.stride(), spec.kernel() / 2, spec.groups()),
                x,
                constant(graph, weight),
                constant(graph, bias));
        return switch (spec.activation()) {
            case NONE -> y;
            case RELU -> graph.apply(Unary.RELU, y);
            case RELU6 -> graph.apply(Binary.MIN, graph.apply(Unary.RELU, y), graph.number(6));
        };
    }

    static Value constant(GraphBuilder graph, NDArray array) {
        return graph.constant(() -> NativeArrays.bytes(array), array.getShape().getShape());
    }
}
