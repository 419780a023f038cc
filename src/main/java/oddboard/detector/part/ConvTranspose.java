package oddboard.detector.part;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import org.jspecify.annotations.Nullable;

/** Transposed convolution with a square kernel: [N, I, H, W] -> [N, O, (H-1)*stride - 2*padding + kernel, ...]. */
public final class ConvTranspose extends AbstractBlock {
    private final long filters;
    private final long kernel;
    private final long stride;
    private final long padding;
    private final Parameter weight;
    private final Parameter bias;
    private @Nullable NDArray geometry;

    public ConvTranspose(long filters, long kernel, long stride, long padding) {
        this.filters = filters;
        this.kernel = kernel;
        this.stride = stride;
        this.padding = padding;
        weight = addParameter(Parameter.builder()
                .setName("weight")
                .setType(Parameter.Type.WEIGHT)
                .build());
        bias = addParameter(
                Parameter.builder().setName("bias").setType(Parameter.Type.BIAS).build());
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, @Nullable PairList<String, Object> params) {
        NDArray x = inputs.head();
        NDArray w = store.getValue(weight, x.getDevice(), training);
        NDArray b = store.getValue(bias, x.getDevice(), training);
        if (geometry == null) {
            geometry = NativeArrays.host(weight.getArray().getManager(), stride, padding);
        }
        return new NDList(TorchOps.convTranspose(x, w, b, geometry));
    }

    @Override
    protected void prepare(Shape[] inputShapes) {
        // torch's order: inputs first
        weight.setShape(new Shape(inputShapes[0].get(1), filters, kernel, kernel));
        bias.setShape(new Shape(filters));
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {}

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape in = inputShapes[0];
        return new Shape[] {new Shape(in.get(0), filters, grown(in.get(2)), grown(in.get(3)))};
    }

    private long grown(long size) {
        return (size - 1) * stride - 2 * padding + kernel;
    }

    long stride() {
        return stride;
    }

    long padding() {
        return padding;
    }
}
