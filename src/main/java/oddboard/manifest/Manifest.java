package oddboard.manifest;

import java.util.List;
import oddboard.archive.Archive;
import oddboard.dataset.ImageLabel;
import org.jspecify.annotations.Nullable;

/**
 * What the lists in an archive say of its images.
 *
 * @param format such as "COCO"
 * @param files names of the lists
 * @param notes what was assumed, a sentence each
 */
public record Manifest(String format, List<String> files, List<Image> images, List<String> notes) {
    /**
     * One image.
     *
     * @param split null where no list says
     * @param type of the anomaly; "" where there is none or it has no name
     * @param group of images that belong together; "" where it has none
     * @param masks together they mark what is anomalous
     */
    public record Image(
            Archive.Member file,
            @Nullable Split split,
            ImageLabel label,
            String type,
            String group,
            List<MaskSource> masks) {}

    public boolean hasSplits() {
        return images.stream().anyMatch(image -> image.split() != null);
    }
}
