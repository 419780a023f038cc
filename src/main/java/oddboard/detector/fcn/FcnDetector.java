package oddboard.detector.fcn;

import java.util.List;
import oddboard.detector.Detector;
import oddboard.detector.DetectorHelp;
import oddboard.detector.ImageShape;
import oddboard.detector.Model;
import oddboard.detector.Setting;
import oddboard.detector.Settings;
import oddboard.detector.part.Autoencoder;
import oddboard.detector.part.CommonSettings;
import oddboard.detector.part.CommonSettings.Defaults;
import oddboard.detector.part.NetworkModel;
import oddboard.detector.part.VectorAutoencoder;

/** Fully connected autoencoder with a very small code. */
public final class FcnDetector implements Detector {
    private static final List<Setting> SETTINGS = new Defaults(50, 2000, 1, "adam", "last", 48763)
            .with(CommonSettings.widths(
                    List.of(128, 64, 12, 3),
                    "Units of the encoder's layers; the last is the code, the decoder mirrors them."));

    @Override
    public String id() {
        return "fcn";
    }

    @Override
    public String title() {
        return "Fully connected autoencoder";
    }

    @Override
    public String description() {
        return "Squeezes each image through a few numbers; quick to train, sees the image as a whole.";
    }

    @Override
    public DetectorHelp help() {
        return new DetectorHelp(
                "A quick first look at images that are taken alike: the same place, size and light. "
                        + "It sees an image as a whole.",
                "Its code of 3 numbers shows only the rough shape. More numbers and AdamW help: "
                        + "\"widths\" 512, 128, 32, \"optimizer\" adamw.");
    }

    @Override
    public List<Setting> settings() {
        return SETTINGS;
    }

    @Override
    public Model open(Settings settings, ImageShape shape, String device) {
        return NetworkModel.open(
                id(),
                settings,
                shape,
                device,
                () -> new Autoencoder(VectorAutoencoder.of(shape, settings.integers("widths")), shape, 2000, 32));
    }
}
