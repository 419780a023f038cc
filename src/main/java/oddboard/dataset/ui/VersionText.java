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
            test += ", " + Format.count(version.anomalyCount()) + " anomalous" + inTypes(version);
        }
        return images(version.trainCount(), "training") + DOT + test;
    }

    /** "64 × 64 RGB" */
    public static String shape(DatasetVersion version) {
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
