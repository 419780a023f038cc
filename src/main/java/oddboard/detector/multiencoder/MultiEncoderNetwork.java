package oddboard.detector.multiencoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.List;
import java.util.function.BiFunction;
import oddboard.detector.ImageShape;
import oddboard.detector.Settings;
import oddboard.detector.Value;
import oddboard.detector.part.Chain;
import oddboard.detector.part.GraphPass;
import oddboard.detector.part.InferencePass;
import oddboard.detector.part.Layers;
import oddboard.detector.part.Network;
import oddboard.detector.part.NetworkPart;
import oddboard.detector.part.TorchOps;
import oddboard.detector.part.TrainingStep;

/** Both codes, one after the other, go to the decoder. */
final class MultiEncoderNetwork implements Network {
    private static final int MAP = 128;
    private static final float DROP = 0.2f;
    private final ImageShape shape;
    private final int codes;
    private final Chain whole = new Chain(Layers.flatten());
    private final Chain texture = new Chain();
    private final Chain decoder;

    MultiEncoderNetwork(Settings settings, ImageShape shape) {
        this.shape = shape;
        List<Integer> widths = settings.integers("widths");
        int latent = settings.integer("latent");
        int small = shape.size() / 16;
        codes = widths.getLast() + latent;
        for (int i = 0; i < widths.size(); i++) {
            whole.add(Layers.linear(widths.get(i))).add(Layers.batchNorm()).add(Layers.relu());
            if (i < widths.size() - 1) {
                whole.add(Layers.dropout(DROP));
            }
        }
        for (int filters : new int[] {128, 256, 256, 128}) {
            texture.add(Layers.down(filters)).add(Layers.batchNorm()).add(Layers.relu());
        }
        texture.add(Layers.flatten())
                .add(Layers.dropout(DROP))
                .add(Layers.linear(latent))
                .add(Layers.batchNorm())
                .add(Layers.relu());
        decoder = new Chain(
                Layers.linear((long) MAP * small * small), Layers.batchNorm(), Layers.relu(), Layers.image(MAP, small));
        for (int filters : new int[] {256, 256, 128}) {
            decoder.add(Layers.up(filters)).add(Layers.batchNorm()).add(Layers.relu());
        }
        decoder.add(Layers.up(shape.channels())).add(Layers.tanh());
    }

    @Override
    public List<NetworkPart> parts() {
        Shape image = new Shape(1, shape.channels(), shape.size(), shape.size());
        return List.of(
                new NetworkPart(whole, image, 0),
                new NetworkPart(texture, image, 0),
                new NetworkPart(decoder, new Shape(1, codes), 0));
    }

    @Override
    public int microBatchSize() {
        return 0;
    }

    @Override
    public int scoringBatchSize() {
        return 32;
    }

    @Override
    public void learn(TrainingStep step) {
        NDArray loss = TorchOps.mse(reconstruct(step.inputs(), step::run), step.images());
        step.record("loss", loss);
        step.minimize(0, loss);
    }

    @Override
    public NDArray reconstruct(NDArray images, InferencePass pass) {
        return reconstruct(images, pass::run);
    }

    @Override
    public Value describe(Value images, GraphPass pass) {
        return pass.run(decoder, pass.joined(pass.run(whole, images), pass.run(texture, images)));
    }

    private NDArray reconstruct(NDArray images, BiFunction<Block, NDArray, NDArray> run) {
        return run.apply(decoder, run.apply(whole, images).concat(run.apply(texture, images), 1));
    }
}
