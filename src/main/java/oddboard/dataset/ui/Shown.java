package oddboard.dataset.ui;

import java.util.Arrays;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Labels;

/** The images of a version that a filter leaves, with their names and labels. */
record Shown(DatasetVersion version, int[] indexes, String[] names, Labels labels) {
    int size() {
        return indexes.length;
    }

    int index(int place) {
        return indexes[place];
    }

    String name(int index) {
        return index < names.length ? names[index] : "image " + index;
    }

    boolean isTest(int index) {
        return index >= version.trainCount();
    }

    boolean isAnomalous(int index) {
        int test = index - version.trainCount();
        return test >= 0 && test < labels.anomalous().length && labels.anomalous()[test];
    }

    /** "training", "normal", or the type of the anomaly. */
    String label(int index) {
        if (!isTest(index)) {
            return "training";
        }
        if (!isAnomalous(index)) {
            return index - version.trainCount() < labels.anomalous().length ? "normal" : "no label";
        }
        var type = labels.type()[index - version.trainCount()];
        return type.isBlank() ? "anomalous" : type;
    }

    /** Where the image stands among those shown, or -1. */
    int place(int index) {
        return Math.max(-1, Arrays.binarySearch(indexes, index));
    }
}
