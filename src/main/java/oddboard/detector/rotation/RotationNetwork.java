package oddboard.detector.rotation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.util.List;
import oddboard.detector.part.Chain;
import oddboard.detector.part.Layers;
import oddboard.detector.part.NativeArrays;
import oddboard.detector.part.NetworkPart;
import oddboard.detector.part.ResidualBlock;
import oddboard.detector.part.TorchOps;
import oddboard.detector.part.Weights;

/** Three residual blocks, and a linear layer that names the rotation. */
final class RotationNetwork {
    /** Edge of the images that it sees. */
    static final int EDGE = 32;
    /** Cells in a row of its features. */
    static final int CELLS = 4;
    /** Numbers of a cell. */
    static final int DEPTH = 128;

    static final int ROTATIONS = 4;
    private static final double MOMENTUM = 0.9;
    private static final double WEIGHT_DECAY = 3e-4;

    private final Block trunk;
    private final Block head = Layers.linear(ROTATIONS);
    private final ParameterStore store;
    private final Weights weights;
    private final NDList momenta = new NDList();

    RotationNetwork(NDManager manager, int channels, long seed) {
        trunk = new Chain(
                Layers.conv(32, 3, 2, 1, false),
                Layers.batchNorm(),
                Layers.relu(),
                new ResidualBlock(32, 32, 1),
                new ResidualBlock(32, 64, 2),
                new ResidualBlock(64, DEPTH, 2));
        store = new ParameterStore(manager, false);
        weights = new Weights(
                manager,
                List.of(
                        new NetworkPart(trunk, new Shape(1, channels, EDGE, EDGE), 0),
                        new NetworkPart(head, new Shape(1, DEPTH), 0)),
                seed);
        for (NDArray parameter : trained()) {
            momenta.add(manager.zeros(parameter.getShape()));
        }
    }

    /** Features [M, 128, 4, 4] of turned images [M, C, 32, 32]. */
    NDArray features(NDArray turned, boolean training) {
        return trunk.forward(store, new NDList(turned), training).head();
    }

    /**
     * Learns from images, each in four rotations.
     *
     * @return the loss and the share of rotations that were told right, before the update
     */
    NDList learn(NDArray turned, double rate) {
        NDManager scope = turned.getManager();
        NDArray pooled = RotationOps.pooled(features(turned, true));
        NDList losses =
                RotationOps.loss(head.forward(store, new NDList(pooled), true).head());
        NDList gradients = TorchOps.gradients(losses.head(), trained());
        RotationOps.all("sgd", scope, trained(), gradients, momenta, rates(scope, rate));
        return losses;
    }

    private static NDArray rates(NDManager scope, double rate) {
        return NativeArrays.host(scope, rate, MOMENTUM, WEIGHT_DECAY);
    }

    private NDList trained() {
        return weights.trained().getFirst();
    }

    long parameterCount() {
        return weights.parameterCount();
    }

    Block trunk() {
        return trunk;
    }

    Block head() {
        return head;
    }

    /** Weight [4, 128] of the linear layer, or its bias [4]. */
    NDArray ofHead(String name) {
        return head.getParameters().get(name).getArray();
    }

    /** Weights, running statistics and momenta, for a checkpoint. */
    NDList state() {
        NDList state = new NDList(weights.all());
        state.addAll(momenta);
        return state;
    }
}
