package oddboard.detector.rotation;

import java.util.List;
import oddboard.detector.Detector;
import oddboard.detector.DetectorHelp;
import oddboard.detector.DetectorTraits;
import oddboard.detector.ImageShape;
import oddboard.detector.Model;
import oddboard.detector.Setting;
import oddboard.detector.Settings;
import oddboard.detector.part.CommonSettings;

/** Learns to tell by how much a normal image is turned (Gidaris et al., 2018; Golan and El-Yaniv, 2018). */
public final class RotationDetector implements Detector {
    static final String ID = "rotation";
    private static final List<Setting> SETTINGS = List.of(
            CommonSettings.integer(
                    "steps",
                    2000,
                    1,
                    200_000,
                    "Updates of the weights; their rate rises at first and falls to 0 at the last one. On a GPU, where each is"
                            + " quick, 20,000 can be tried."),
            CommonSettings.integer("batchSize", 32, 1, 512, "Images for one update, each in four rotations."),
            CommonSettings.number("learningRate", 0.05, 1e-8, 1e6, "Largest size of an update; 0.05 is a good start."),
            CommonSettings.choice(
                    "score",
                    RotationModel.NEAREST,
                    List.of(RotationModel.NEAREST, "logp"),
                    "An image's score: knn, how far it is from the nearest training image by what the network has learned,"
                            + " added up over the four rotations; or logp, how unlikely the network holds the right rotation."),
            CommonSettings.CALIBRATION_SHARE,
            CommonSettings.integer("seed", 48763, 0, Integer.MAX_VALUE, "The same seed gives the same result."));

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "Rotation prediction";
    }

    @Override
    public String description() {
        return "Learns by how much a normal image is turned; minutes on a CPU, for another kind of object.";
    }

    @Override
    public DetectorHelp help() {
        return new DetectorHelp(
                "Another kind of object, or an object of another form, where normal images have a top and a bottom: to tell by "
                        + "how much one is turned, the network has to learn how such objects look. It sees images in 32 x 32 "
                        + "pixels.",
                "It does poorly at small defects, and where normal images look alike in every rotation, such as textures and "
                        + "plain round parts: then nothing can be learned, and the log says that about 25 % of the rotations are "
                        + "told right. Its anomaly map is coarse, 4 x 4 cells.");
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
    public DetectorTraits traits() {
        return new DetectorTraits(
                false,
                false,
                "What each of 4 x 4 cells adds to the score; with \"score\" logp how unlikely the right rotation is by that cell"
                        + " alone.",
                "About 0.1 s a step on one core, so about 3 minutes at the default, however many training images there are.");
    }

    @Override
    public Model open(Settings settings, ImageShape shape, String device) {
        return RotationModel.open(settings, shape, device);
    }
}
