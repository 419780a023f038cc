package oddboard.detector.resnet;

import java.util.List;
import oddboard.detector.Detector;
import oddboard.detector.DetectorHelp;
import oddboard.detector.ImageShape;
import oddboard.detector.Model;
import oddboard.detector.Setting;
import oddboard.detector.Settings;
import oddboard.detector.part.CommonSettings;
import oddboard.detector.part.CommonSettings.Defaults;
import oddboard.detector.part.NetworkModel;

/** The residual autoencoder with a second decoder, which is taught most where the first one is already good. */
public final class ResnetAuxDetector implements Detector {
    static final String BATCH_STATISTICS = "batchStatistics";
    private static final List<Setting> SETTINGS = new Defaults(70, 128, 2, "adamw", "best", 42)
            .with(
                    Resnet.WIDTHS,
                    Resnet.LATENT,
                    CommonSettings.flag(
                            BATCH_STATISTICS,
                            false,
                            "Score with the statistics of each test batch; scores then "
                                    + "depend on the order of the images and on the batch size."));

    @Override
    public String id() {
        return "resnet-aux";
    }

    @Override
    public String title() {
        return "Residual autoencoder with a second decoder";
    }

    @Override
    public String description() {
        return "Adds a decoder that also follows the first one's output; the slowest of the autoencoders.";
    }

    @Override
    public DetectorHelp help() {
        return new DetectorHelp(
                "As the residual autoencoder, where a second opinion on each reconstruction is worth "
                        + "twice the time.",
                "It is the slowest of all. It was measured here with few epochs, and was not better "
                        + "than the residual autoencoder then.");
    }

    @Override
    public List<Setting> settings() {
        return SETTINGS;
    }

    @Override
    public int minImages() {
        return 2;
    }

    @Override
    public void check(Settings settings) {
        Resnet.check(settings);
    }

    @Override
    public Model open(Settings settings, ImageShape shape, String device) {
        Resnet resnet = new Resnet(settings, shape);
        return NetworkModel.open(id(), settings, shape, device, () -> new ResnetAuxNetwork(resnet, settings));
    }
}
