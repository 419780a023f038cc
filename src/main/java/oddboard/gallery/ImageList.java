package oddboard.gallery;

import java.util.Arrays;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.ImageNames;
import oddboard.dataset.Labels;
import org.jspecify.annotations.Nullable;

/** The images of a version that a filter leaves, in order, with names and labels; place 0 is the first of them. */
public final class ImageList {
    private final DatasetVersion version;
    private final ImageFilter filter;
    private final Labels labels;
    private final ImageNames names;
    private final int first;
    private final int size;
    private final int @Nullable [] indexes;

    ImageList(DatasetVersion version, ImageFilter filter, Labels labels, ImageNames names) {
        this.version = version;
        this.filter = filter;
        this.labels = labels;
        this.names = names;
        if (filter.isRange()) {
            // Neighbors all of them: two numbers instead of a hundred thousand.
            first = filter.split() == ImageFilter.Split.TEST ? version.trainCount() : 0;
            size = filter.split() == ImageFilter.Split.ALL
                    ? version.trainCount() + version.testCount()
                    : filter.split() == ImageFilter.Split.TEST ? version.testCount() : version.trainCount();
            indexes = null;
        } else {
            first = 0;
            indexes = filter.indexes(version, labels);
            size = indexes.length;
        }
    }

    public DatasetVersion version() {
        return version;
    }

    public ImageFilter filter() {
        return filter;
    }

    public Labels labels() {
        return labels;
    }

    public int size() {
        return size;
    }

    /** In the packed file: training images first, then test images. */
    public int index(int place) {
        return indexes == null ? first + place : indexes[place];
    }

    /** Where the image stands in this list, or -1. */
    public int place(int index) {
        if (indexes == null) {
            return index >= first && index < first + size ? index - first : -1;
        }
        return Math.max(-1, Arrays.binarySearch(indexes, index));
    }

    public String name(int index) {
        return isHidden(index) ? ImageNames.hiddenName(index - version.trainCount()) : names.get(index);
    }

    /** Whether it is a test image whose label this list's reader may not see. */
    public boolean isHidden(int index) {
        int test = index - version.trainCount();
        return test >= 0 && test < labels.anomalous().length && labels.isHidden(test);
    }

    public boolean isTest(int index) {
        return index >= version.trainCount();
    }

    /** Null where nobody said, or the label is hidden. */
    public @Nullable Boolean isAnomalous(int index) {
        int test = index - version.trainCount();
        return test >= 0 && test < labels.anomalous().length
                ? labels.label(test).anomalous()
                : Boolean.FALSE;
    }

    /** "training", "normal", the type of the anomaly, "unlabeled", or that the label is hidden. */
    public String label(int index) {
        int test = index - version.trainCount();
        return test < 0 ? "training" : test >= labels.anomalous().length ? "no label" : labels.words(test);
    }

    int weight() {
        return indexes == null ? 1 : 4 * indexes.length;
    }
}
