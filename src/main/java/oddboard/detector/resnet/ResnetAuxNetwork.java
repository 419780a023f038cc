package oddboard.detector.resnet;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import java.util.List;
import oddboard.detector.Dependence;
import oddboard.detector.GraphException;
import oddboard.detector.Settings;
import oddboard.detector.Value;
import oddboard.detector.part.GraphPass;
import oddboard.detector.part.InferencePass;
import oddboard.detector.part.Network;
import oddboard.detector.part.NetworkPart;
import oddboard.detector.part.TorchOps;
import oddboard.detector.part.TrainingStep;

/** Encoder and decoder learn as an autoencoder; after each of their updates the second decoder learns from their code. */
final class ResnetAuxNetwork implements Network {
    private final Resnet resnet;
    private final Block encoder;
    private final Block decoder;
    private final Block second;
    private final int scoringBatch;

    ResnetAuxNetwork(Resnet resnet, Settings settings) {
        this.resnet = resnet;
        encoder = resnet.encoder();
        decoder = resnet.decoder();
        second = resnet.decoder();
        scoringBatch = settings.flag(ResnetAuxDetector.BATCH_STATISTICS) ? settings.integer("batchSize") : 0;
    }

    @Override
    public List<NetworkPart> parts() {
        return List.of(
                new NetworkPart(encoder, resnet.image(), 0),
                new NetworkPart(decoder, resnet.code(), 0),
                new NetworkPart(second, resnet.code(), 1));
    }

    @Override
    public int microBatchSize() {
        return 0;
    }

    @Override
    public int scoringBatchSize() {
        return 16;
    }

    @Override
    public int scoringBatch() {
        return scoringBatch;
    }

    @Override
    public Dependence dependence() {
        return scoringBatch > 0 ? Dependence.OTHERS : Dependence.IMAGE;
    }

    @Override
    public void learn(TrainingStep step) {
        NDArray out = step.run(decoder, step.run(encoder, step.inputs()));
        NDArray loss = TorchOps.mse(out, step.images());
        step.record("loss", loss);
        step.minimize(0, loss);

        NDArray code = step.evaluate(encoder, step.inputs());
        NDArray again = step.run(second, code);
        // T grows by one every other epoch; both factors are scalars of the batch, and both carry gradient.
        int temperature = step.epoch() / 2 + 1;
        NDArray follow = TorchOps.mse(again, out.stopGradient());
        NDArray auxiliary = follow.mul(temperature).exp().mul(TorchOps.mse(again, step.images()));
        step.record("auxiliary", auxiliary);
        step.minimize(1, auxiliary);
    }

    @Override
    public NDArray reconstruct(NDArray images, InferencePass pass) {
        NDArray code = pass.run(encoder, images);
        return scoringBatch > 0 ? pass.runOnBatchStatistics(second, code) : pass.run(second, code);
    }

    @Override
    public Value describe(Value images, GraphPass pass) {
        if (scoringBatch > 0) {
            throw new GraphException(
                    "The setting \"" + ResnetAuxDetector.BATCH_STATISTICS + "\" makes scores depend on the "
                            + "images beside each one, which an exported model can't do; train without it.");
        }
        return pass.run(second, pass.run(encoder, images));
    }
}
