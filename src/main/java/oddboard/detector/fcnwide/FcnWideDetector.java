package oddboard.detector.fcnwide;

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

/** Fully connected autoencoder with wide layers and a wide code. */
public final class FcnWideDetector implements Detector {
    private static final List<Setting> SETTINGS = new Defaults(50, 2000, 1, "adam", "last", 48763)
            .with(CommonSettings.widths(
                    List.of(2048, 1024, 512),
                    "Units of the encoder's layers; the last is the code, the decoder mirrors them."));

    @Override
    public String id() {
        return "fcn-wide";
    }

    @Override
    public String title() {
        return "Wide fully connected autoencoder";
    }

    @Override
    public String description() {
        return "The fully connected autoencoder with wide layers; large, and among the best with small batches.";
    }

    @Override
    public DetectorHelp help() {
        return new DetectorHelp(
                "Images in which colors or large areas tell the anomaly, with thousands of training " + "images.",
                "It is slow, and its code of 512 numbers copies small gray images, anomalies "
                        + "included. Small batches help.");
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
