package oddboard.detector.backbone;

import ai.djl.ndarray.NDManager;
import java.util.List;
import oddboard.detector.Detector;
import oddboard.detector.DetectorHelp;
import oddboard.detector.DetectorTraits;
import oddboard.detector.ImageShape;
import oddboard.detector.Model;
import oddboard.detector.Setting;
import oddboard.detector.Settings;
import oddboard.detector.part.CommonSettings;
import oddboard.detector.patches.PatchesModel;
import oddboard.detector.patches.Plan;

/** The heads of patches on what a small network says that was trained on other images. */
public final class BackboneDetector implements Detector {
    static final String ID = "backbone";
    private static final int SMALLEST_FOR_DEFECTS = 128;
    private static final int SMALLEST_FOR_OBJECTS = 96;
    private static final List<Setting> SETTINGS = List.of(
            Plan.PURPOSE,
            CommonSettings.choice(
                    "head",
                    "preset",
                    List.of("preset", "gauss", "bank", "subspace", "knn", "all"),
                    "What is remembered of normal cells: what the purpose needs, a Gaussian at each place, a bank of"
                            + " cells, their principal axes, or the nearest training image; all puts each of them on the board"
                            + " as an entry of its own."),
            CommonSettings.choice(
                    "networkInput",
                    Plan.AUTO,
                    List.of(Plan.AUTO, "64", "96", "128", "192", "256", "384", "512"),
                    "To how many pixels the network's input is resized; auto is the images' own size, but at least 128 for"
                            + " defects and 96 for objects."),
            Plan.POOLING,
            CommonSettings.integer("bankSize", 1000, 10, 10_000, "Cells that a bank keeps."),
            CommonSettings.CALIBRATION_SHARE,
            Plan.SEED);

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "Pretrained network statistics";
    }

    @Override
    public String description() {
        return "Remembers what a small pretrained network says of normal images; a minute without training, best at objects.";
    }

    @Override
    public DetectorHelp help() {
        return new DetectorHelp(
                "Try it beside \"patches\": the same statistics on the features of a small network that was trained to find "
                        + "text (PP-OCRv4 by PaddlePaddle, Apache-2.0; it comes with the program). It needs a few dozen "
                        + "training images or more, and no GPU.",
                "It takes several times as long as \"patches\", and does poorly where the abnormal differs "
                        + "in fine detail that the network was not trained to see.");
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
                "How far each cell is from normal ones; for a combination of heads in standard deviations of normal images.",
                "About 10 ms an image and core; no epochs.");
    }

    @Override
    public Model open(Settings settings, ImageShape shape, String device) {
        return PatchesModel.open(ID, settings, shape, device, manager -> plan(manager, settings, shape));
    }

    private static Plan plan(NDManager manager, Settings settings, ImageShape shape) {
        boolean defects = settings.choice("purpose").equals("defects");
        String wanted = settings.choice("networkInput");
        int edge = wanted.equals(Plan.AUTO)
                ? Math.max(defects ? SMALLEST_FOR_DEFECTS : SMALLEST_FOR_OBJECTS, (shape.size() + 15) / 16 * 16)
                : Integer.parseInt(wanted);
        return Plan.of(
                manager, settings, shape, new BackboneFeatures(manager, shape, edge, defects ? 0 : 1), true, null);
    }
}
