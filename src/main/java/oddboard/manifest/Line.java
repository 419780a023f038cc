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
record Line(
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

    static Line of(String where, String image, @Nullable Split split, LabelWord label) {
        return new Line(where, image, split, label, "", "", List.of(), List.of());
    }

    Line withMask(MaskName mask) {
        var all = new ArrayList<>(masks);
        all.add(mask);
        return new Line(where, image, split, label, product, group, all, drawn);
    }

    Line withProduct(String name) {
        return new Line(where, image, split, label, name, group, masks, drawn);
    }

    Line withGroup(String name) {
        return new Line(where, image, split, label, product, name, masks, drawn);
    }
}
