package oddboard.gallery.ui;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Places selected in a gallery, as ranges: {@code "0-99,105"}. */
record Choice(String ranges) {
    static final Choice NONE = new Choice("");

    /** What a browser sends is taken only where it has this form. */
    static Choice of(String ranges) {
        return new Choice(ranges.matches("\\d{1,9}(-\\d{1,9})?(,\\d{1,9}(-\\d{1,9})?)*+") ? ranges : "");
    }

    /** In ascending order, those under the limit alone. */
    IntStream places(int limit) {
        return ranges.isEmpty()
                ? IntStream.empty()
                : Arrays.stream(ranges.split(",")).flatMapToInt(range -> {
                    int dash = range.indexOf('-');
                    int from = Integer.parseInt(dash < 0 ? range : range.substring(0, dash));
                    int to = dash < 0 ? from : Integer.parseInt(range.substring(dash + 1));
                    return IntStream.rangeClosed(from, Math.min(to, limit - 1));
                });
    }
}
