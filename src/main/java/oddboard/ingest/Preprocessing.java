package oddboard.ingest;

import oddboard.dataset.DatasetVersion;
import oddboard.dataset.ModelInput;
import oddboard.image.Crop;
import org.jspecify.annotations.Nullable;

/**
 * How an image becomes what a network takes, as the import of its version did it; {@link Preprocessor} does it.
 *
 * @param size edge in pixels
 * @param channels 1 (gray) or 3 (RGB)
 * @param crop KEEP stretches, SQUARE cuts the middle out, CENTRE a part of that, FIT pads with black
 * @param cropFraction for CENTRE, how much of the shorter edge is kept: 0.1 to 1
 * @param valueRange which values become black and white where they are no bytes: "" = as the images themselves say, "stored" =
 *     from 0 to the largest value of their type, or a range such as "0..4095"
 * @param input what the run sees of images at their own size; null = the squares that the import made
 */
public record Preprocessing(
        int size,
        int channels,
        Crop crop,
        double cropFraction,
        String valueRange,
        @Nullable ModelInput input) {
    /** @param run what a run sees of the images; null = the squares that the import made */
    public Preprocessing seenBy(@Nullable ModelInput run) {
        return run == null
                ? this
                : new Preprocessing(run.size(), run.channels(), run.fit().crop(), 1, valueRange, run);
    }

    /** Whether the version's images can become what the network takes. */
    public boolean takes(DatasetVersion version) {
        return input != null && version.own() != null
                || (input == null || input.tiles() == null)
                        && version.imageSize() == size
                        && version.channels() == channels;
    }
}
