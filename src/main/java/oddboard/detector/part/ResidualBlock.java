package oddboard.detector.part;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import org.jspecify.annotations.Nullable;

/** Two 3x3 convolutions beside a shortcut (He et al., 2016): [N, I, H, W] -> [N, filters, H/stride, W/stride]. */
public final class ResidualBlock extends AbstractBlock {
    private final Chain main;
    private final @Nullable Chain shortcut;

    /** @param inputs channels of what comes in; where they or the size change, the shortcut is a 1x1 convolution */
    public ResidualBlock(int inputs, int filters, int stride) {
        main = addChildBlock(
                "main",
                new Chain(
                        Layers.conv(filters, 3, stride, 1),
                        Layers.batchNorm(),
                        Layers.relu(),
                        Layers.conv(filters, 3, 1, 1),
                        Layers.batchNorm()));
        shortcut = inputs == filters && stride == 1
                ? null
                : addChildBlock("shortcut", new Chain(Layers.conv(filters, 1, stride, 0), Layers.batchNorm()));
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, @Nullable PairList<String, Object> params) {
        NDArray x = inputs.head();
        NDArray sum = main.forward(store, new NDList(x), training).head();
        if (shortcut == null) {
            sum.addi(x);
        } else {
            try (NDArray beside =
                    shortcut.forward(store, new NDList(x), training).head()) {
                sum.addi(beside);
            }
        }
        try (sum) {
            return new NDList(sum.getNDArrayInternal().relu());
        }
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
        main.initialize(manager, type, inputShapes);
        if (shortcut != null) {
            shortcut.initialize(manager, type, inputShapes);
        }
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return main.getOutputShapes(inputShapes);
    }

    Chain main() {
        return main;
    }

    /** Null where it is the input itself. */
    @Nullable Chain shortcut() {
        return shortcut;
    }
}
