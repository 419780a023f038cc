package oddboard.dataset.ui;

import com.vaadin.flow.router.QueryParameters;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Labels;

/**
 * Which images of a version are shown; lives in the address.
 *
 * @param label {@code normal}, {@code anomalous}, {@code type:NAME} or empty for any; only test images have one
 */
record ImageFilter(Split split, String label) {
    enum Split { ALL, TRAIN, TEST }

    static final ImageFilter ALL = new ImageFilter(Split.ALL, "");

    static ImageFilter of(QueryParameters query) {
        var label = query.getSingleParameter("label").orElse("");
        var split = switch (query.getSingleParameter("split").orElse("")) {
            case "train" -> Split.TRAIN;
            case "test" -> Split.TEST;
            default -> label.isEmpty() ? Split.ALL : Split.TEST;
        };
        return new ImageFilter(split, split == Split.TEST ? label : "");
    }

    /** Its part of the address. */
    Map<String, String> query() {
        var query = new HashMap<String, String>();
        if (split != Split.ALL) {
            query.put("split", split == Split.TRAIN ? "train" : "test");
        }
        if (!label.isEmpty()) {
            query.put("label", label);
        }
        return query;
    }

    /** Indexes in the packed file, in order. */
    int[] indexes(DatasetVersion version, Labels labels) {
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
        if (test >= labels.anomalous().length) {
            return false;
        }
        return switch (label) {
            case "normal" -> !labels.anomalous()[test];
            case "anomalous" -> labels.anomalous()[test];
            default -> label.equals("type:" + labels.type()[test]);
        };
    }
}
