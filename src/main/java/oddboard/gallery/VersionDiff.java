package oddboard.gallery;

import java.util.List;
import oddboard.dataset.DatasetVersion;

/**
 * How a version differs from an earlier one of the same data set, by what its images hold.
 *
 * @param same images that stayed in their split with their label
 * @param added only in the later one
 * @param removed only in the earlier one; its examples are images of that
 * @param relabelled test images whose newest labels differ
 * @param toTrain test images that became training images
 * @param toTest training images that became test images
 */
public record VersionDiff(
        DatasetVersion before,
        DatasetVersion after,
        int same,
        Part added,
        Part removed,
        Part relabelled,
        Part toTrain,
        Part toTest) {

    /** How many, and the first of them. */
    public record Part(int count, List<Example> examples) {}

    /** @param words how it changed, "normal → dent", or "" */
    public record Example(int index, String words) {}

    /** Images of another size are never equal. */
    public boolean isOtherSize() {
        return before.imageSize() != after.imageSize();
    }
}
