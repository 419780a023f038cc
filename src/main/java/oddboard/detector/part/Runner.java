package oddboard.detector.part;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs blocks in the precision that the settings ask for. With bfloat16, linear layers and convolutions compute on rounded
 * copies of inputs and weights, as PyTorch's autocast does; weights, BatchNorm's statistics, losses and the optimizer stay
 * float32.
 */
final class Runner extends ParameterStore {
    private final boolean rounded;
    private final Map<Parameter, NDArray> copies = new IdentityHashMap<>();
    private @Nullable NDManager scope;

    Runner(NDManager manager, boolean rounded) {
        super(manager, false);
        this.rounded = rounded;
    }

    /** Whatever was computed before, the weights are read again; what is rounded for this lives as long as the input. */
    NDArray run(Block block, NDArray input, boolean training) {
        return rounded
                ? within(input.getManager(), () -> runOn(block, input, training))
                : runOn(block, input, training);
    }

    /** For as long as the work takes the weights do not change, and are rounded once. */
    <T> T within(NDManager scope, Supplier<T> work) {
        if (this.scope != null) {
            return work.get();
        }
        this.scope = scope;
        try {
            return work.get();
        } finally {
            this.scope = null;
            copies.clear();
        }
    }

    private NDArray runOn(Block block, NDArray input, boolean training) {
        if (!rounded) {
            return block.forward(this, new NDList(input), training).head();
        }
        NDArray out = block.forward(this, new NDList(TorchOps.bfloat16(input, input.getManager())), training)
                .head();
        return TorchOps.float32(out);
    }

    /** @param parameter null where a layer has no bias */
    @Override
    public @Nullable NDArray getValue(@Nullable Parameter parameter, Device device, boolean training) {
        NDArray value = super.getValue(parameter, device, training);
        NDManager here = scope;
        return here == null || !rounded || parameter == null || !isMultiplied(parameter)
                ? value
                : copies.computeIfAbsent(parameter, absent -> TorchOps.bfloat16(value, here));
    }

    private static boolean isMultiplied(Parameter parameter) {
        return parameter.getType() == Parameter.Type.WEIGHT || parameter.getType() == Parameter.Type.BIAS;
    }
}
