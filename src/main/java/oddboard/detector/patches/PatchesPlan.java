package oddboard.detector.patches;

import ai.djl.ndarray.NDManager;
import oddboard.detector.ImageShape;
import oddboard.detector.Settings;
import oddboard.detector.SettingsException;

/** The features and heads that the settings of the detector patches ask for. */
final class PatchesPlan {
    private static final int SMALLEST = 16;
    /** Images from this edge on have cells enough at a stride of 4. */
    private static final int SPARSE = 24;

    private PatchesPlan() {}

    /** @throws SettingsException where an image would become too small */
    static Plan of(NDManager manager, Settings settings, ImageShape shape) {
        boolean defects = settings.choice("purpose").equals("defects");
        String described = settings.choice("features");
        int scale = settings.choice("head").equals("knn") ? 1 : scale(settings, shape, defects);
        int stride = stride(settings, shape.size() / scale);
        // A second look: at hues, or at shapes alone where there are none.
        CellFeatures.Kind second = shape.channels() == 1 ? CellFeatures.Kind.HOG : CellFeatures.Kind.COLOR;
        return Plan.of(
                manager,
                settings,
                shape,
                new CellFeatures(manager, shape, kind(described), scale, stride),
                false,
                described.equals("raw+hog") ? new CellFeatures(manager, shape, second, scale, stride) : null);
    }

    private static CellFeatures.Kind kind(String features) {
        return switch (features) {
            case "raw" -> CellFeatures.Kind.RAW;
            case "hog" -> CellFeatures.Kind.HOG;
            case "color" -> CellFeatures.Kind.COLOR;
            default -> CellFeatures.Kind.BOTH;
        };
    }

    private static int stride(Settings settings, int pixels) {
        String wanted = settings.choice("stride");
        return wanted.equals(Plan.AUTO) ? pixels < SPARSE ? 2 : 4 : Integer.parseInt(wanted);
    }

    private static int scale(Settings settings, ImageShape shape, boolean defects) {
        String wanted = settings.choice("scale");
        if (wanted.equals(Plan.AUTO)) {
            return defects ? 1 : shape.size() / SMALLEST;
        }
        int scale = Integer.parseInt(wanted);
        if (shape.size() / scale < SMALLEST) {
            throw new SettingsException(
                    "scale",
                    "\"scale\" " + scale + " leaves " + shape.size() / scale + " of the images' " + shape.size()
                            + " pixels; at least " + SMALLEST + " are needed, so take " + shape.size() / SMALLEST
                            + " or less.");
        }
        return scale;
    }
}
