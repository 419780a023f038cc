package oddboard.dataset.ui;

import java.util.ArrayList;
import java.util.List;
import oddboard.dataset.DatasetVersion;
import oddboard.ui.Format;

/** What a version holds, in words: "12,400 training images · 1,960 test images, 310 anomalous · 64 × 64 RGB". */
public final class VersionText {
    public static final String DOT = " · ";

    private VersionText() {}

    public static String counts(DatasetVersion version) {
        var test = images(version.testCount(), "test");
        if (version.testCount() > 0) {
            test += ", " + labels(version);
        }
        return images(version.trainCount(), "training") + DOT + test;
    }

    private static String labels(DatasetVersion version) {
        int unlabeled = version.unlabeledCount();
        return labels(version.anomalyCount(), unlabeled, version.testCount(), inTypes(version));
    }

    /** "310 anomalous", "310 anomalous, 1,000 unlabeled", "unlabeled". */
    public static String labels(int anomalous, int unlabeled, int all) {
        return labels(anomalous, unlabeled, all, "");
    }

    private static String labels(int anomalous, int unlabeled, int all, String inTypes) {
        return unlabeled > 0 && unlabeled == all
                ? "unlabeled"
                : Format.count(anomalous) + " anomalous" + inTypes
                        + (unlabeled > 0 ? ", " + Format.count(unlabeled) + " unlabeled" : "");
    }

    /** "64 × 64 RGB", "own sizes up to 2048 × 1536 RGB" */
    public static String shape(DatasetVersion version) {
        var own = version.own();
        if (own != null) {
            return "own sizes up to " + own.largestWidth() + " × " + own.largestHeight()
                    + (version.channels() == 1 ? " gray" : " RGB");
        }
        return square(version);
    }

    /** Of the packed squares: "64 × 64 RGB". */
    public static String square(DatasetVersion version) {
        return version.imageSize() + " × " + version.imageSize() + (version.channels() == 1 ? " gray" : " RGB");
    }

    static String whole(DatasetVersion version) {
        return "version " + version.number() + DOT + counts(version) + DOT + shape(version);
    }

    /** The kinds of anomaly that the version's test images have. */
    static List<String> types(DatasetVersion version) {
        var types = new ArrayList<>(version.report().types().keySet());
        types.removeIf(t -> t.isBlank() || t.equals("good"));
        types.sort(String.CASE_INSENSITIVE_ORDER);
        return types;
    }

    private static String inTypes(DatasetVersion version) {
        int types = types(version).size();
        return types < 2 ? "" : " in " + types + " types";
    }

    private static String images(int count, String split) {
        return Format.count(count) + " " + split + (count == 1 ? " image" : " images");
    }
}
