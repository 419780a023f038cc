package oddboard.gallery.ui;

import java.util.stream.IntStream;
import oddboard.common.Ranges;

/** Places selected in a gallery, as ranges: {@code "0-99,105"}. */
record Choice(String ranges) {
    static final Choice NONE = new Choice("");

    /** What a browser sends is taken only where it has this form. */
    static Choice of(String ranges) {
        try {
            Ranges.read(ranges, 0);
            return new Choice(ranges);
        } catch (NumberFormatException e) {
            return NONE;
        }
    }

    /** In ascending order, those under the limit alone. */
    IntStream places(int limit) {
        return ranges.isEmpty() ? IntStream.empty() : Ranges.read(ranges, limit).inside().stream();
    }
}
