package oddboard.detector.multiencoder;

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

/** A fully connected and a convolutional encoder side by side before one decoder. */
public final class MultiEncoderDetector implements Detector {
    private static final List<Setting> SETTINGS = new Defaults(100, 128, 2, "adamw", "best", 48763)
            .with(
                    CommonSettings.widths(
                            List.of(1024, 256, 64), "Units of the fully connected encoder; the last is its code."),
                    CommonSettings.integer("latent", 128, 1, 4096, "Units of the convolutional encoder's code."));

    @Override
    public String id() {
        return "multi-encoder";
    }

    @Override
    public String title() {
        return "Two encoders, one decoder";
    }

    @Override
    public String description() {
        return "A fully connected encoder sees the whole, a convolutional one the texture; one decoder joins both codes.";
    }

    @Override
    public DetectorHelp help() {
        return new DetectorHelp(
                "Images in which both the whole and the texture may be wrong.",
                "It is slow on a CPU and needs many epochs. It was measured here with few of them.");
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
    public Model open(Settings settings, ImageShape shape, String device) {
        return NetworkModel.open(id(), settings, shape, device, () -> new MultiEncoderNetwork(settings, shape));
    }
}
