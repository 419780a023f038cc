package oddboard.detector.vae;

import java.util.List;
import oddboard.detector.Detector;
import oddboard.detector.DetectorHelp;
import oddboard.detector.ImageShape;
import oddboard.detector.Model;
import oddboard.detector.Setting;
import oddboard.detector.Settings;
import oddboard.detector.SettingsException;
import oddboard.detector.part.CommonSettings;
import oddboard.detector.part.CommonSettings.Defaults;
import oddboard.detector.part.NetworkModel;

/** Variational convolutional autoencoder (Kingma and Welling, 2014). */
public final class VaeDetector implements Detector {
    private static final List<Setting> SETTINGS = new Defaults(50, 2000, 1, "adam", "last", 48763)
            .with(
                    CommonSettings.widths(
                            List.of(12, 24), "Channels of the layers before the code; each halves the image."),
                    CommonSettings.integer(
                            "latent", 48, 1, 1024, "Channels of the code, which halves the image once more."),
                    CommonSettings.number(
                            "beta",
                            1,
                            0,
                            1000,
                            "Weight of the divergence; lower it if all reconstructions look " + "the same."),
                    CommonSettings.choice(
                            "kld",
                            "sum",
                            List.of("sum", "mean"),
                            "Divergence summed over batch and code, which " + "outweighs the images, or its mean."),
                    CommonSettings.flag(
                            "sampleAtScoring", false, "Draw the code at scoring too, instead of taking its mean."));

    @Override
    public String id() {
        return "vae";
    }

    @Override
    public String title() {
        return "Variational autoencoder";
    }

    @Override
    public String description() {
        return "Learns a distribution of codes; collapses with its defaults, so lower beta or take the mean divergence.";
    }

    @Override
    public DetectorHelp help() {
        return new DetectorHelp(
                "Small and medium defects, with \"kld\" mean and \"beta\" 0.001.",
                "With its defaults the divergence outweighs the images, and every image gets nearly "
                        + "the same reconstruction.");
    }

    @Override
    public List<Setting> settings() {
        return SETTINGS;
    }

    @Override
    public void check(Settings settings) {
        if (settings.integers("widths").size() > 3) {
            // with the code the smallest multiple of 16 can be halved four times
            throw new SettingsException("widths", "\"widths\" may name at most 3 layers, as each halves the image.");
        }
    }

    @Override
    public Model open(Settings settings, ImageShape shape, String device) {
        check(settings);
        return NetworkModel.open(id(), settings, shape, device, () -> new VaeNetwork(settings, shape));
    }
}
