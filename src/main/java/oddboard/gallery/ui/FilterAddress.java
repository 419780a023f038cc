package oddboard.gallery.ui;

import com.vaadin.flow.router.QueryParameters;
import java.util.HashMap;
import java.util.Map;
import oddboard.gallery.ImageFilter;
import org.jspecify.annotations.Nullable;

/** A filter of images as the address spells it: {@code ?split=test&type=dent}. */
final class FilterAddress {
    private FilterAddress() {}

    static ImageFilter of(QueryParameters query) {
        var label = value(query, "label");
        // Links of earlier versions spelled a type so.
        return ImageFilter.of(value(query, "split"), label, value(query, "type"));
    }

    static Map<String, String> query(ImageFilter filter) {
        var query = new HashMap<String, String>();
        if (filter.split() != ImageFilter.Split.ALL) {
            query.put("split", filter.split() == ImageFilter.Split.TRAIN ? "train" : "test");
        }
        if (!filter.type().isEmpty()) {
            query.put("type", filter.type());
        } else if (!filter.label().isEmpty()) {
            query.put("label", filter.label());
        }
        return query;
    }

    private static @Nullable String value(QueryParameters query, String name) {
        return query.getSingleParameter(name).orElse(null);
    }
}
