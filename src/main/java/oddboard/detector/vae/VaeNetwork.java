package oddboard.detector.vae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.List;
import java.util.SplittableRandom;
import oddboard.detector.Dependence;
import oddboard.detector.GraphException;
import oddboard.detector.ImageShape;
import oddboard.detector.Settings;
import oddboard.detector.Value;
import oddboard.detector.part.Chain;
import oddboard.detector.part.GraphPass;
import oddboard.detector.part.InferencePass;
import oddboard.detector.part.Layers;
import oddboard.detector.part.NativeArrays;
import oddboard.detector.part.Network;
import oddboard.detector.part.NetworkPart;
import oddboard.detector.part.Seeds;
import oddboard.detector.part.TorchOps;
import oddboard.detector.part.TrainingStep;

/** A trunk, two heads for mean and log variance of the code, each with ReLU as in the reference, and a decoder. */
final class VaeNetwork implements Network {
    private final Settings settings;
    private final ImageShape shape;
    private final Chain trunk = new Chain();
    private final Block mean;
    private final Block logVariance;
    private final Chain decoder = new Chain();

    VaeNetwork(Settings settings, ImageShape shape) {
        this.settings = settings;
        this.shape = shape;
        List<Integer> widths = settings.integers("widths");
        int latent = settings.integer("latent");
        widths.forEach(width -> trunk.add(Layers.down(width)).add(Layers.relu()));
        mean = new Chain(Layers.down(latent), Layers.relu());
        logVariance = new Chain(Layers.down(latent), Layers.relu());
        widths.reversed().forEach(width -> decoder.add(Layers.up(width)).add(Layers.relu()));
        decoder.add(Layers.up(shape.channels())).add(Layers.tanh());
    }

    @Override
    public List<NetworkPart> parts() {
        List<Integer> widths = settings.integers("widths");
        int size = shape.size() >> widths.size();
        Shape hidden = new Shape(1, widths.getLast(), size, size);
        return List.of(
                new NetworkPart(trunk, new Shape(1, shape.channels(), shape.size(), shape.size()), 0),
                new NetworkPart(mean, hidden, 0),
                new NetworkPart(logVariance, hidden, 0),
                new NetworkPart(decoder, new Shape(1, settings.integer("latent"), size / 2, size / 2), 0));
    }

    @Override
    public int microBatchSize() {
        return 128;
    }

    @Override
    public boolean channelsLast() {
        return true;
    }

    @Override
    public int scoringBatchSize() {
        return 32;
    }

    @Override
    public Dependence dependence() {
        return settings.flag("sampleAtScoring") ? Dependence.PLACE : Dependence.IMAGE;
    }

    @Override
    public void learn(TrainingStep step) {
        NDArray hidden = step.run(trunk, step.inputs());
        NDArray mu = step.run(mean, hidden);
        NDArray logvar = step.run(logVariance, hidden);
        NDArray code = mu.add(TorchOps.gaussian(mu).mul(logvar.mul(0.5f).exp()));
        NDArray reconstruction = TorchOps.mse(step.run(decoder, code), step.images());
        NDArray kld = TorchOps.divergence(mu, logvar);
        // The sum is over the whole batch: a micro-batch's loss counts by its share, so its sum is divided by that.
        NDArray weighed = kld.mul(settings.choice("kld").equals("mean") ? 1f / mu.size() : (float) (1 / step.share()));
        NDArray loss = reconstruction.add(weighed.mul((float) settings.number("beta")));
        step.record("loss", loss);
        step.record("reconstruction", reconstruction);
        step.record("kld", weighed);
        step.minimize(0, loss);
    }

    @Override
    public NDArray reconstruct(NDArray images, InferencePass pass) {
        NDArray hidden = pass.run(trunk, images);
        NDArray mu = pass.run(mean, hidden);
        if (!settings.flag("sampleAtScoring")) {
            return pass.run(decoder, mu);
        }
        NDArray deviation = pass.run(logVariance, hidden).mul(0.5f).exp();
        return pass.run(decoder, mu.add(deviation.mul(noise(mu, pass.firstImage()))));
    }

    @Override
    public Value describe(Value images, GraphPass pass) {
        if (settings.flag("sampleAtScoring")) {
            throw new GraphException("The setting \"sampleAtScoring\" draws random numbers for each image, which an "
                    + "exported model can't do alike; train without it.");
        }
        return pass.run(decoder, pass.run(mean, pass.run(trunk, images)));
    }

    // Drawn per image, so that a score does not depend on which images are scored beside it.
    private NDArray noise(NDArray like, int firstImage) {
        Shape wanted = like.getShape();
        float[] values = new float[Math.toIntExact(wanted.size())];
        int each = values.length / (int) wanted.get(0);
        for (int image = 0; image * each < values.length; image++) {
            SplittableRandom random = Seeds.random(settings.integer("seed"), 2, firstImage + image);
            for (int i = 0; i < each; i++) {
                values[image * each + i] = (float) random.nextGaussian();
            }
        }
        return NativeArrays.of(like.getManager(), wanted, values);
    }
}
