package oddboard.detector.resnet;

import java.util.List;
import oddboard.detector.Detector;
import oddboard.detector.DetectorHelp;
import oddboard.detector.ImageShape;
import oddboard.detector.Model;
import oddboard.detector.Setting;
import oddboard.detector.Settings;
import oddboard.detector.part.Autoencoder;
import oddboard.detector.part.Chain;
import oddboard.detector.part.CommonSettings.Defaults;
import oddboard.detector.part.NetworkModel;

/** Autoencoder with a residual encoder and a small code. */
public final class ResnetDetector implements Detector {
    private static final List<Setting> SETTINGS =
            new Defaults(100, 128, 2, "adamw", "best", 48763).with(Resnet.WIDTHS, Resnet.LATENT);

    @Override
    public String id() {
        return "resnet";
    }

    @Override
    public String title() {
        return "Residual autoencoder";
    }

    @Override
    public String description() {
        return "A residual encoder to a small code and a convolutional decoder; slower, sharper than the plain ones.";
    }

    @Override
    public DetectorHelp help() {
        return new DetectorHelp(
                "Another kind of object, with a GPU or much time.",
                "It is slow on a CPU and needs many epochs. Its code of 64 numbers can't show where "
                        + "fine lines are, so it does poorly on circuit boards.");
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
        return NetworkModel.open(
                id(),
                settings,
                shape,
                device,
                () -> new Autoencoder(new Chain(resnet.encoder(), resnet.decoder()), shape, 0, 16));
    }
}
