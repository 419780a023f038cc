package oddboard.detector.part;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.List;

/** Turns losses into updates of the weights. */
final class Optimization {
    private final NDManager manager;
    private final Runner runner;
    private final List<FusedAdam> optimizers;
    private final NDList[] gathered;
    private final Losses losses;
    private final WarmUp warmUp;

    Optimization(NDManager manager, Runner runner, List<FusedAdam> optimizers, Losses losses, WarmUp warmUp) {
        this.manager = manager;
        this.runner = runner;
        this.optimizers = optimizers;
        this.losses = losses;
        this.warmUp = warmUp;
        gathered = new NDList[optimizers.size()];
    }

    Runner runner() {
        return runner;
    }

    void record(String name, NDArray loss, MicroBatch microBatch) {
        losses.record(name, loss, microBatch);
    }

    void minimize(int optimizer, NDArray loss, MicroBatch microBatch) {
        NDManager scope = loss.getManager();
        NDList gradients = TorchOps.gradients(loss, optimizers.get(optimizer).parameters());
        if (microBatch.first() && microBatch.last()) {
            optimizers.get(optimizer).step(scope, gradients, warmUp.share(microBatch));
            return;
        }
        NDArray share = NativeArrays.host(scope, microBatch.share());
        if (microBatch.first()) {
            TorchOps.scale(scope, gradients, share);
            gradients.attach(manager);
            gathered[optimizer] = gradients;
        } else {
            TorchOps.accumulate(gathered[optimizer], gradients, share);
        }
        if (microBatch.last()) {
            optimizers.get(optimizer).step(scope, gathered[optimizer], warmUp.share(microBatch));
            gathered[optimizer].close();
        }
    }
}
