package oddboard.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * How well one type of anomaly is separated from all normal images.
 *
 * @param type "" for anomalous images of no known type
 * @param count images of it
 */
public record TypeAuc(String type, int count, DeLong.Interval auc) {

    /**
     * Every type that the labels name, in order of name.
     *
     * @throws IllegalArgumentException lengths differ, a score is NaN (named by index), or one class is missing
     */
    public static List<TypeAuc> of(double[] scores, boolean[] anomalous, String[] type) {
        if (type.length != anomalous.length) {
            throw new IllegalArgumentException(
                    "There are " + anomalous.length + " labels but " + type.length + " types.");
        }
        Classes.split(scores, anomalous);
        TreeSet<String> names = new TreeSet<>();
        for (int i = 0; i < type.length; i++) {
            if (anomalous[i]) {
                names.add(type[i]);
            }
        }
        List<TypeAuc> found = new ArrayList<>();
        for (String name : names) {
            found.add(of(scores, anomalous, type, name));
        }
        return found;
    }

    private static TypeAuc of(double[] scores, boolean[] anomalous, String[] type, String wanted) {
        double[] kept = new double[scores.length];
        boolean[] labels = new boolean[scores.length];
        int size = 0;
        int count = 0;
        for (int i = 0; i < scores.length; i++) {
            if (!anomalous[i] || type[i].equals(wanted)) {
                kept[size] = scores[i];
                labels[size++] = anomalous[i];
                count += anomalous[i] ? 1 : 0;
            }
        }
        return new TypeAuc(wanted, count, DeLong.interval(Arrays.copyOf(kept, size), Arrays.copyOf(labels, size)));
    }
}
