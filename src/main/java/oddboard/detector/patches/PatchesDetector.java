package oddboard.detector.patches;

import java.util.List;
import oddboard.detector.Detector;
import oddboard.detector.DetectorHelp;
import oddboard.detector.DetectorTraits;
import oddboard.detector.ImageShape;
import oddboard.detector.Model;
import oddboard.detector.Setting;
import oddboard.detector.Settings;
import oddboard.detector.part.CommonSettings;

/** Statistics of patches of normal images; looks at them once, without training. */
public final class PatchesDetector implements Detector {
    static final String ID = "patches";
    private static final List<Setting> SETTINGS = List.of(
            Plan.PURPOSE,
            CommonSettings.choice(
                    "head",
                    "preset",
                    List.of("preset", "gauss", "bank", "subspace", "knn", "all"),
                    "What is remembered of normal patches: the purpose's own combination, a Gaussian at each place, a bank of"
                            + " patches, their principal axes, or the nearest training image; all puts each of them on the board"
                            + " as an entry of its own."),
            CommonSettings.choice(
                    "features",
                    "raw+hog",
                    List.of("raw+hog", "raw", "hog", "color"),
                    "What describes a patch: its pixels, histograms of its gradients with its color, both, or its pixels in"
                            + " decorrelated colors."),
            CommonSettings.choice(
                    "scale",
                    Plan.AUTO,
                    List.of(Plan.AUTO, "1", "2", "4", "8", "16"),
                    "How much smaller images are made first; auto is 1 for defects, and 16 pixels in all for objects."),
            CommonSettings.choice(
                    "stride",
                    Plan.AUTO,
                    List.of(Plan.AUTO, "2", "4"),
                    "Pixels between neighboring patches; auto is 4, and 2 where images have fewer than 24 pixels. 2 finds smaller"
                            + " defects and takes four times as long."),
            Plan.POOLING,
            CommonSettings.integer("bankSize", 1000, 10, 10_000, "Patches that a bank keeps."),
            CommonSettings.CALIBRATION_SHARE,
            Plan.SEED);

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "Patch statistics";
    }

    @Override
    public String description() {
        return "Remembers patches of normal images; seconds without training, best at small defects.";
    }

    @Override
    public DetectorHelp help() {
        return new DetectorHelp(
                "The first detector to try. \"purpose\" defects is for small defects on parts that look "
                        + "alike, \"purpose\" objects for another kind of object. It needs a few dozen training "
                        + "images or more, and no GPU.",
                "It does poorly where the abnormal is neither an unusual patch nor another kind of "
                        + "object, such as a fine change of a face.");
    }

    @Override
    public List<Setting> settings() {
        return SETTINGS;
    }

    @Override
    public DetectorTraits traits() {
        return new DetectorTraits(
                false,
                false,
                "How far each patch is from normal ones; for a combination of heads in standard deviations of normal images.",
                "Seconds on a CPU for thousands of images of 64 pixels; no epochs.");
    }

    @Override
    public Model open(Settings settings, ImageShape shape, String device) {
        return PatchesModel.open(ID, settings, shape, device, manager -> PatchesPlan.of(manager, settings, shape));
    }
}
