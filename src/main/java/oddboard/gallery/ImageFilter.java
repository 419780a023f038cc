package oddboard.gallery;

import java.util.Arrays;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.ImageLabel;
import oddboard.dataset.Labels;
import org.jspecify.annotations.Nullable;

/**
 * Which images of a version are meant.
 *
 * @param label {@code normal}, {@code anomalous}, {@code unlabeled}, {@code type:NAME} or empty for any; only test images have one
 */
public record ImageFilter(Split split, String label) {
    public enum Split {
        ALL,
        TRAIN,
        TEST
    }

    public static final ImageFilter ALL = new ImageFilter(Split.ALL, "");
    /** Asks for the images that have no label. */
    public static final String UNLABELED = "unlabeled";

    private static final String TYPE = "type:";

    /** Whether this is a label that a filter may name. */
    public static boolean isLabel(String label) {
        return label.isEmpty()
                || label.equals("normal")
                || label.equals("anomalous")
                || label.equals(UNLABELED)
                || label.startsWith(TYPE) && label.length() > TYPE.length();
    }

    /** From the words of an address; what they don't say is left open. */
    public static ImageFilter of(@Nullable String split, @Nullable String label, @Nullable String type) {
        var wanted = type == null || type.isEmpty() ? label == null ? "" : label : TYPE + type;
        var named = split == null ? "" : split;
        return switch (named) {
            case "train" -> new ImageFilter(Split.TRAIN, "");
            case "test" -> test(wanted);
            default -> wanted.isEmpty() ? ALL : test(wanted);
        };
    }

    public static ImageFilter test(String label) {
        return new ImageFilter(Split.TEST, label);
    }

    public static ImageFilter type(String type) {
        return test(TYPE + type);
    }

    /** The type of anomaly that is requested, or "". */
    public String type() {
        return label.startsWith(TYPE) ? label.substring(TYPE.length()) : "";
    }

    /** Whether every image of a run of neighbors is meant. */
    public boolean isRange() {
        return label.isEmpty();
    }

    /** Indexes in the packed file, in order. */
    public int[] indexes(DatasetVersion version, Labels labels) {
        int train = version.trainCount();
        int from = split == Split.TEST ? train : 0;
        int to = split == Split.TRAIN ? train : train + version.testCount();
        var found = new int[to - from];
        int count = 0;
        for (int i = from; i < to; i++) {
            if (label.isEmpty() || matches(labels, i - train)) {
                found[count++] = i;
            }
        }
        return Arrays.copyOf(found, count);
    }

    private boolean matches(Labels labels, int test) {
        if (test < 0 || test >= labels.anomalous().length || labels.isHidden(test)) {
            return false;
        }
        return switch (label) {
            case "normal" -> labels.label(test) == ImageLabel.NORMAL;
            case "anomalous" -> labels.anomalous()[test];
            case UNLABELED -> labels.isUnlabeled(test);
            default -> labels.anomalous()[test] && label.equals(TYPE + labels.type()[test]);
        };
    }
}
