package oddboard.detector.part;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.List;
import oddboard.detector.ImageShape;
import oddboard.detector.Value;

/**
 * One chain of layers from image to image, trained on the mean squared error.
 *
 * @param microBatchSize see {@link Network}
 * @param scoringBatchSize see {@link Network}
 * @param channelsLast see {@link Network}
 */
public record Autoencoder(Block block, ImageShape shape, int microBatchSize, int scoringBatchSize, boolean channelsLast)
        implements Network {
    public Autoencoder(Block block, ImageShape shape, int microBatchSize, int scoringBatchSize) {
        this(block, shape, microBatchSize, scoringBatchSize, false);
    }

    @Override
    public List<NetworkPart> parts() {
        return List.of(new NetworkPart(block, new Shape(1, shape.channels(), shape.size(), shape.size()), 0));
    }

    @Override
    public void learn(TrainingStep step) {
        NDArray loss = TorchOps.mse(step.run(block, step.inputs()), step.images());
        step.record("loss", loss);
        step.minimize(0, loss);
    }

    @Override
    public NDArray reconstruct(NDArray images, InferencePass pass) {
        return pass.run(block, images);
    }

    @Override
    public Value describe(Value images, GraphPass pass) {
        return pass.run(block, images);
    }
}
