package oddboard.manifest;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a list says of one image, with names as they stand there.
 *
 * @param where such as "line 12"
 * @param product where a list is of several; "" otherwise
 * @param group of images that belong together, such as those of one part; "" where it has none
 */
record ListedImage(
        String where,
        String image,
        @Nullable Split split,
        LabelWord label,
        String product,
        String group,
        List<MaskName> masks,
        List<MaskSource> drawn) {
    /**
     * A mask by its file.
     *
     * @param background the color that stands for normal, 0xrrggbb; null where it is 0
     */
    record MaskName(String name, @Nullable Integer background) {}

    static ListedImage of(String where, String image, @Nullable Split split, LabelWord label) {
        return new ListedImage(where, image, split, label, "", "", List.of(), List.of());
    }

    ListedImage withMask(MaskName mask) {
        var all = new ArrayList<>(masks);
        all.add(mask);
        return new ListedImage(where, image, split, label, product, group, all, drawn);
    }

    ListedImage withProduct(String name) {
        return new ListedImage(where, image, split, label, name, group, masks, drawn);
    }

    ListedImage withGroup(String name) {
        return new ListedImage(where, image, split, label, product, name, masks, drawn);
    }
}
