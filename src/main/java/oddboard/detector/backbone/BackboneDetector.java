package oddboard.detector.backbone;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import oddboard.detector.BackboneName;
import oddboard.detector.Detector;
import oddboard.detector.DetectorHelp;
import oddboard.detector.DetectorTraits;
import oddboard.detector.ImageShape;
import oddboard.detector.Model;
import oddboard.detector.NetworkFileException;
import oddboard.detector.Setting;
import oddboard.detector.Settings;
import oddboard.detector.SettingsException;
import oddboard.detector.WeightFiles;
import oddboard.detector.part.CommonSettings;
import oddboard.detector.patches.PatchesModel;
import oddboard.detector.patches.Plan;
import oddboard.detector.safetensors.SafetensorsFile;

/** The heads of patches on what a small network says that was trained on other images. */
public final class BackboneDetector implements Detector {
    static final String ID = "backbone";
    private static final int SMALLEST_FOR_DEFECTS = 128;
    private static final int SMALLEST_FOR_OBJECTS = 96;
    /** 16 patches in a row. */
    private static final int SMALLEST_FOR_TRANSFORMER = 224;

    private static final int LC_NET_MULTIPLE = 16;
    static final Setting WEIGHTS = new Setting(
                    "weights",
                    Setting.Type.BACKBONE,
                    BackboneName.BUILT_IN,
                    null,
                    null,
                    List.of(),
                    "The network: built-in, or the name of a backbone that an administrator added.")
            .asLater();
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
                            + " defects, 96 for objects and 224 for a transformer, whose input is a multiple of 14."),
            WEIGHTS,
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
        return open(settings, shape, device, WeightFiles.NONE);
    }

    @Override
    public Model open(Settings settings, ImageShape shape, String device, WeightFiles files) {
        return PatchesModel.open(ID, settings, shape, device, manager -> plan(manager, settings, shape, files));
    }

    private static Plan plan(NDManager manager, Settings settings, ImageShape shape, WeightFiles files) {
        int first = settings.choice("purpose").equals("defects") ? 0 : 1;
        BackboneName weights = settings.backbone(WEIGHTS.name());
        if (weights.isBuiltIn()) {
            int edge = edge(settings, shape, LC_NET_MULTIPLE, first == 0 ? SMALLEST_FOR_DEFECTS : SMALLEST_FOR_OBJECTS);
            var network = new NeighboringMaps(new LcNet(manager, first + 1), first);
            return plan(manager, settings, shape, new BackboneFeatures(manager, shape, edge, network));
        }
        try (SafetensorsFile file = SafetensorsFile.open(files.file(sha256(weights)), weights.name())) {
            KnownFile known = KnownFile.of(file);
            Architecture architecture = known.architecture();
            int smallest = architecture.isTransformer()
                    ? SMALLEST_FOR_TRANSFORMER
                    : first == 0 ? SMALLEST_FOR_DEFECTS : SMALLEST_FOR_OBJECTS;
            int edge = edge(settings, shape, architecture.multiple(), smallest);
            FrozenNetwork network = architecture.open(known, manager, edge, first);
            return plan(manager, settings, shape, new BackboneFeatures(manager, shape, edge, network));
        } catch (NetworkFileException e) {
            throw new SettingsException(WEIGHTS.name(), e.getMessage());
        } catch (IOException | UncheckedIOException e) {
            throw new SettingsException(
                    WEIGHTS.name(),
                    "The weights of the backbone \"" + weights.name()
                            + "\" can't be read on this worker: their file is missing" + " or damaged.");
        }
    }

    private static Plan plan(NDManager manager, Settings settings, ImageShape shape, BackboneFeatures features) {
        return Plan.of(manager, settings, shape, features, true, null);
    }

    private static String sha256(BackboneName weights) {
        String sha256 = weights.sha256();
        if (sha256 == null) {
            throw new SettingsException(
                    WEIGHTS.name(), "There is no backbone \"" + weights.name() + "\" with known weights.");
        }
        return sha256;
    }

    /** Of the network's input: what the settings ask for, as a multiple of what the network wants. */
    private static int edge(Settings settings, ImageShape shape, int multiple, int smallest) {
        String wanted = settings.choice("networkInput");
        if (wanted.equals(Plan.AUTO)) {
            return Math.max(smallest, (shape.size() + multiple - 1) / multiple * multiple);
        }
        return Math.max(multiple, Integer.parseInt(wanted) / multiple * multiple);
    }
}
