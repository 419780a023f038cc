package oddboard.detector.conv;

import java.util.List;
import oddboard.detector.Detector;
import oddboard.detector.DetectorHelp;
import oddboard.detector.ImageShape;
import oddboard.detector.Model;
import oddboard.detector.Setting;
import oddboard.detector.Settings;
import oddboard.detector.SettingsException;
import oddboard.detector.part.Autoencoder;
import oddboard.detector.part.Chain;
import oddboard.detector.part.CommonSettings;
import oddboard.detector.part.CommonSettings.Defaults;
import oddboard.detector.part.Layers;
import oddboard.detector.part.NetworkModel;

/** Convolutional autoencoder; the code keeps its place in the image. */
public final class ConvDetector implements Detector {
    private static final List<Setting> SETTINGS = new Defaults(50, 2000, 1, "adam", "last", 48763)
            .with(CommonSettings.widths(
                    List.of(12, 24, 48),
                    "Channels of the encoder's layers, each of which halves the image; the decoder mirrors them."));

    @Override
    public String id() {
        return "conv";
    }

    @Override
    public String title() {
        return "Convolutional autoencoder";
    }

    @Override
    public String description() {
        return "Strided convolutions to a small map and back; few weights, good at texture.";
    }

    @Override
    public DetectorHelp help() {
        return new DetectorHelp(
                "Defects on textures and on parts that lie in different places: it rebuilds what is "
                        + "near each pixel.",
                "Its wide code may copy anything, an anomaly too. Where whole objects differ, a "
                        + "narrow code helps: \"widths\" 16, 32, 32, 4.");
    }

    @Override
    public List<Setting> settings() {
        return SETTINGS;
    }

    @Override
    public void check(Settings settings) {
        if (settings.integers("widths").size() > 4) {
            // the smallest multiple of 16 can be halved four times
            throw new SettingsException("widths", "\"widths\" may name at most 4 layers, as each halves the image.");
        }
    }

    @Override
    public Model open(Settings settings, ImageShape shape, String device) {
        List<Integer> widths = settings.integers("widths");
        check(settings);
        return NetworkModel.open(
                id(), settings, shape, device, () -> new Autoencoder(network(shape, widths), shape, 128, 32, true));
    }

    private static Chain network(ImageShape shape, List<Integer> widths) {
        Chain chain = new Chain();
        for (int width : widths) {
            chain.add(Layers.down(width)).add(Layers.relu());
        }
        for (int i = widths.size() - 2; i >= 0; i--) {
            chain.add(Layers.up(widths.get(i))).add(Layers.relu());
        }
        return chain.add(Layers.up(shape.channels())).add(Layers.tanh());
    }
}
