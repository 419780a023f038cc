package oddboard.detector.resnet;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import oddboard.detector.ImageShape;
import oddboard.detector.Setting;
import oddboard.detector.Settings;
import oddboard.detector.SettingsException;
import oddboard.detector.part.Chain;
import oddboard.detector.part.CommonSettings;
import oddboard.detector.part.Layers;
import oddboard.detector.part.ResidualBlock;

/** The pieces of both residual detectors. */
final class Resnet {
    static final Setting WIDTHS = CommonSettings.widths(
            List.of(32, 64, 128, 128, 64),
            "Channels of the first layer and of the four stages, each of which halves the image.");
    static final Setting LATENT = CommonSettings.integer("latent", 64, 1, 4096, "Units of the code.");
    private static final int STAGES = 4;
    private static final int DECODER_FILTERS = 128;
    private final List<Integer> widths;
    private final int latent;
    private final ImageShape shape;

    Resnet(Settings settings, ImageShape shape) {
        widths = settings.integers("widths");
        latent = settings.integer("latent");
        this.shape = shape;
        check(settings);
    }

    static void check(Settings settings) {
        if (settings.integers("widths").size() != STAGES + 1) {
            throw new SettingsException("widths", "\"widths\" must be five numbers: the first layer and four stages.");
        }
    }

    Shape image() {
        return new Shape(1, shape.channels(), shape.size(), shape.size());
    }

    Shape code() {
        return new Shape(1, latent);
    }

    Chain encoder() {
        Chain chain = new Chain(Layers.conv(widths.getFirst(), 3, 1, 1, false), Layers.batchNorm(), Layers.relu());
        for (int stage = 1; stage <= STAGES; stage++) {
            chain.add(new ResidualBlock(widths.get(stage - 1), widths.get(stage), 2));
            if (stage == 1) {
                chain.add(new ResidualBlock(widths.get(stage), widths.get(stage), 1));
            }
        }
        return chain.add(Layers.flatten())
                .add(Layers.dropout(0.2f))
                .add(Layers.linear(latent))
                .add(Layers.batchNorm())
                .add(Layers.relu());
    }

    Chain decoder() {
        int map = widths.getLast();
        int small = shape.size() >> STAGES;
        Chain chain = new Chain(
                Layers.linear((long) map * small * small), Layers.batchNorm(), Layers.relu(), Layers.image(map, small));
        for (int i = 1; i < STAGES; i++) {
            chain.add(Layers.up(DECODER_FILTERS)).add(Layers.batchNorm()).add(Layers.relu());
        }
        return chain.add(Layers.up(shape.channels())).add(Layers.tanh());
    }
}
