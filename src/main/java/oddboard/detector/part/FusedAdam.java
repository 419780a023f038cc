package oddboard.detector.part;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * Adam (Kingma and Ba, 2015) or AdamW (Loshchilov and Hutter, 2019), every array of a network in one native call; betas
 * 0.9 and 0.999, eps 1e-8.
 */
final class FusedAdam {
    private final NDList parameters;
    private final boolean decoupled;
    private final NDList first = new NDList();
    private final NDList second = new NDList();
    private final NDArray steps;
    private final NDArray rates;
    private final double learningRate;
    private final double weightDecay;

    /** @param decoupled AdamW; {@code weightDecay} is used then alone */
    FusedAdam(NDManager manager, NDList parameters, boolean decoupled, double learningRate, double weightDecay) {
        this.parameters = parameters;
        this.decoupled = decoupled;
        this.learningRate = learningRate;
        this.weightDecay = weightDecay;
        for (NDArray parameter : parameters) {
            first.add(manager.zeros(parameter.getShape(), DataType.FLOAT32));
            second.add(manager.zeros(parameter.getShape(), DataType.FLOAT32));
        }
        steps = manager.zeros(new Shape(), DataType.FLOAT32);
        rates = rates(manager, learningRate);
    }

    NDList parameters() {
        return parameters;
    }

    void step(NDManager scope, NDList gradients) {
        step(scope, gradients, 1);
    }

    /** @param share of the learning rate, above 0 and up to 1 */
    void step(NDManager scope, NDList gradients, double share) {
        TorchOps.adam(
                scope,
                decoupled,
                parameters,
                gradients,
                first,
                second,
                steps,
                share == 1 ? rates : rates(scope, share * learningRate));
    }

    private NDArray rates(NDManager manager, double rate) {
        return NativeArrays.host(manager, rate, 0.9, 0.999, 1e-8, weightDecay);
    }

    /** Moments and step count, for a checkpoint. */
    NDList state() {
        NDList state = new NDList(first);
        state.addAll(second);
        state.add(steps);
        return state;
    }
}
