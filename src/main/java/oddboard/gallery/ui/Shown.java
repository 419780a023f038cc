package oddboard.gallery.ui;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import oddboard.account.User;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.VersionId;
import oddboard.gallery.ImageFilter;
import oddboard.gallery.ImageList;
import oddboard.gallery.ImageLists;
import org.jspecify.annotations.Nullable;

/**
 * Which images a page shows. A session keeps this much and never the images themselves.
 *
 * @param labelSet number of the label set that the page is about
 * @param named the version, where the address names it
 * @param older whether the address names a label set that is not the newest
 */
record Shown(
        ImageLists lists,
        DatasetVersion version,
        int labelSet,
        ImageFilter filter,
        Optional<VersionId> named,
        boolean older,
        User viewer) {
    ImageList list() {
        return lists.of(version, labelSet, filter, viewer);
    }

    /** The page's part of the address, for another filter. */
    Map<String, String> query(ImageFilter other) {
        Map<String, String> query = new HashMap<>(FilterAddress.query(other));
        named.ifPresent(id -> query.put("version", id.toString()));
        if (older) {
            query.put("labels", Integer.toString(labelSet));
        }
        return query;
    }

    /** As {@link #query}, with the image that is open. */
    Map<String, String> query(@Nullable Integer image) {
        var query = query(filter);
        if (image != null) {
            query.put("image", image.toString());
        }
        return query;
    }
}
